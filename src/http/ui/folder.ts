import { realpath, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type sendFile from 'send'
import type { SystemConfig } from '../../documents/system-config.ts'
import { withoutQuerySecrets } from '../../logging/redaction.ts'
import { clientIp } from '../client-ip.ts'
import type { Edge } from '../edge.ts'
import { magicPath } from '../magic-path.ts'
import type { Metrics } from '../metrics.ts'
import { placeOf } from './place.ts'

/** The folder of files to be served cannot be used. */
export class UiUnusable extends Error {
  override readonly name = 'UiUnusable'
}

/** Answers a request with a file; gives back `false`, and does nothing, when the request is for the API or the operator. */
export type UiHandler = (request: IncomingMessage, response: ServerResponse) => boolean

/** Paths that are the API's or the operator's, whatever files there are (core.md §1). */
const taken = /^\/(?:v\d+(?:\/|$)|(?:healthz|readyz|metrics)$)/

/**
 * Serves the files of a folder, such as a built web console, at `/`. Rejects with `UiUnusable` when there is no
 * such folder.
 */
export async function uiHandler(
  folder: string,
  { services }: Pick<Edge, 'services'>,
  { requests }: Metrics,
): Promise<UiHandler> {
  const root = await realFolder(folder)
  // Only those who serve files need it.
  const { default: send } = await import('send')
  const { config, log } = services
  return (request, response) => {
    const path = pathOf(request)
    if (!isForFiles(path, config)) return false
    const began = performance.now()
    const method = request.method ?? 'GET'
    requests.active += 1
    response.on('close', () => {
      const milliseconds = performance.now() - began
      requests.active -= 1
      requests.count(method, 'ui', response.statusCode, milliseconds)
      log.info(
        {
          method,
          path: withoutQuerySecrets(path),
          status: response.statusCode,
          ms: Math.round(milliseconds * 100) / 100,
          ip: withoutQuerySecrets(clientIp(request, config)),
        },
        'file',
      )
    })
    // Nobody sends a body for a file; what is sent all the same is not kept.
    request.resume()
    answer(send, root, path, request, response).catch((error: unknown) => {
      log.error({ err: error, path: withoutQuerySecrets(path) }, 'fault')
      refuse(response, 500)
    })
    return true
  }
}

async function answer(
  send: typeof sendFile,
  root: string,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    refuse(response, 405, { allow: 'GET, HEAD' })
    return
  }
  const place = await placeOf(root, path)
  if (!place) {
    refuse(response, 404)
    return
  }
  if (place.kind === 'folder') {
    refuse(response, 301, { location: `${path}/` })
    return
  }
  const name = place.segments.map(encodeURIComponent).join('/')
  response.setHeader('x-content-type-options', 'nosniff')
  send(request, `/${name}`, { root, index: false, dotfiles: 'ignore', maxAge: 0 })
    .on('error', (error: Error & { status?: number; headers?: Record<string, string> }) => {
      refuse(response, error.status ?? 500, error.headers)
    })
    .pipe(response)
}

function isForFiles(path: string, config: SystemConfig): boolean {
  return path.startsWith('/') && !taken.test(path) && magicPath(path, config) === undefined
}

function pathOf({ url = '/' }: IncomingMessage): string {
  const mark = url.indexOf('?')
  return mark < 0 ? url : url.slice(0, mark)
}

const reasons: Readonly<Record<number, string | undefined>> = {
  404: 'not found\n',
  405: 'method not allowed\n',
  412: 'precondition failed\n',
  416: 'range not satisfiable\n',
}

function refuse(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent) {
    // The head is out: an answer that is cut off cannot pass for a whole one.
    response.destroy()
    return
  }
  const text = reasons[status] ?? ''
  for (const name of response.getHeaderNames()) response.removeHeader(name)
  response.writeHead(status, {
    ...headers,
    'content-type': 'text/plain; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
    'x-content-type-options': 'nosniff',
  })
  response.end(text)
}

async function realFolder(folder: string): Promise<string> {
  try {
    const real = await realpath(folder)
    if ((await stat(real)).isDirectory()) return real
  } catch {
    // Said below.
  }
  throw new UiUnusable(`there is no folder ${folder} to serve files of; it is named by --ui or CROSSBAR_UI`)
}
