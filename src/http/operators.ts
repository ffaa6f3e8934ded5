import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ListenerOptions } from './listener-options.ts'

const loopback = /^(?:::ffff:)?127\.|^::1$/

/** `/healthz`, `/readyz` and `/metrics`, outside the API. Gives back whether the request was one of them. */
export async function serveOperators(
  request: IncomingMessage,
  response: ServerResponse,
  options: ListenerOptions,
): Promise<boolean> {
  switch (request.url) {
    case '/healthz':
      plain(response, 200, 'ok\n')
      return true
    case '/readyz':
      await options.readiness().then(
        () => {
          plain(response, 200, 'ready\n')
        },
        () => {
          plain(response, 503, 'the store does not answer\n')
        },
      )
      return true
    case '/metrics':
      if (options.metricsFor === 'off') return false
      if (options.metricsFor === 'loopback' && !loopback.test(request.socket.remoteAddress ?? ''))
        plain(response, 403, 'only from this machine\n')
      else plain(response, 200, await options.metrics.text(), options.metrics.contentType)
      return true
    default:
      return false
  }
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
