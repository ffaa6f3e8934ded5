import { maxHeaderSize, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { handleApi } from './handle.ts'
import type { Edge } from './edge.ts'
import type { ListenerOptions } from './listener-options.ts'
import { serveOperators } from './operators.ts'

/** An open listener. */
export interface Listener {
  readonly address: AddressInfo
  /** Stops accepting, finishes what is under way within `graceMs`, then cuts the rest off. */
  close(graceMs: number): Promise<void>
}

/** Longest request line in bytes (core.md §1). */
const longestUrl = 8_000
/** Most headers, and the longest value of one in bytes (core.md §1). */
const mostHeaders = 100
const longestHeader = 4_096

/** Methods of the API; all others are answered with 501 (core.md §1). */
const methods = new Set(['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH', 'OPTIONS'])

/** Opens the port and answers requests until closed. Rejects when the port cannot be had. */
export async function listen(edge: Edge, options: ListenerOptions): Promise<Listener> {
  const app = Fastify({
    logger: false,
    // The path grammar is ours (core.md §3): the framework routes nothing.
    rewriteUrl: () => '/',
    http: { maxHeaderSize: Math.max(maxHeaderSize, 65_536), headersTimeout: 5_000, requestTimeout: 120_000 },
    keepAliveTimeout: 120_000,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerBrokenRequest,
  })
  acceptEverything(app)
  app.route({
    method: ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH', 'OPTIONS'],
    url: '/',
    handler: (request, reply) => {
      reply.hijack()
      request.raw.url = request.originalUrl
      return dispatch(edge, options, request.raw, reply.raw)
    },
  })
  app.setNotFoundHandler((_, reply) => {
    reply.hijack()
    refuse(reply.raw, 501)
  })
  await app.listen({
    host: options.host,
    port: options.port,
    ...(options.reusePort && { reusePort: true }),
  })
  return { address: app.server.address() as AddressInfo, close: (graceMs) => closeWithin(app, graceMs) }
}

/** Bodies are read by our own stage, which knows the limits and the envelope. */
function acceptEverything(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => {
    done(null)
  })
}

function dispatch(
  edge: Edge,
  options: ListenerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refused = refusal(request)
  if (refused !== undefined) {
    refuse(response, refused)
    return Promise.resolve()
  }
  return serveOperators(request, response, options) || handleApi(edge, options.metrics, request, response)
}

function refusal(request: IncomingMessage): number | undefined {
  if (!methods.has(request.method ?? '')) return 501
  if ((request.url ?? '').length > longestUrl) return 414
  const { rawHeaders } = request
  if (rawHeaders.length > mostHeaders * 2) return 431
  return rawHeaders.some((text) => text.length > longestHeader) ? 431 : undefined
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': '0', connection: 'close' })
  response.end()
}

/** What the HTTP parser cannot read never becomes a request: it is answered here (core.md §1). */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const status = brokenStatus[error.code ?? ''] ?? '400 Bad Request'
  socket.end(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`)
}

const brokenStatus: Readonly<Record<string, string | undefined>> = {
  HPE_INVALID_METHOD: '501 Not Implemented',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

async function closeWithin(app: FastifyInstance, graceMs: number): Promise<void> {
  const cutOff = setTimeout(() => {
    app.server.closeAllConnections()
  }, graceMs)
  await app.close()
  clearTimeout(cutOff)
}
