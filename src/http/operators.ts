import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ListenerOptions } from './listener-options.ts'
import { figuresType } from './metrics.ts'

const loopback = /^(?:::ffff:)?127\.|^::1$/

/** `/healthz`, `/readyz` and `/metrics`, outside the API. Gives back `false` when the request is none of them. */
export function serveOperators(
  request: IncomingMessage,
  response: ServerResponse,
  options: ListenerOptions,
): false | Promise<void> {
  switch (request.url) {
    case '/healthz':
      plain(response, 200, 'ok\n')
      return Promise.resolve()
    case '/readyz':
      return options.readiness().then(
        () => {
          plain(response, 200, 'ready\n')
        },
        () => {
          plain(
            response,
            503,
            'not ready: the store does not answer, or the first account is still being made\n',
          )
        },
      )
    case '/metrics':
      return options.metricsFor === 'off' ? false : serveMetrics(request, response, options)
    default:
      return false
  }
}

async function serveMetrics(
  request: IncomingMessage,
  response: ServerResponse,
  { metricsFor, metrics }: ListenerOptions,
): Promise<void> {
  if (metricsFor === 'loopback' && !loopback.test(request.socket.remoteAddress ?? ''))
    plain(response, 403, 'only from this machine\n')
  else plain(response, 200, await metrics.text(), figuresType)
}

function plain(
  response: ServerResponse,
  status: number,
  text: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'content-type': type, 'content-length': String(Buffer.byteLength(text)) })
  response.end(text)
}
