import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import {
  createServer,
  maxHeaderSize,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { apiHandler, type RequestHandler } from './handle.ts'
import type { Edge } from './edge.ts'
import type { ListenerOptions } from './listener-options.ts'
import { serveOperators } from './operators.ts'
import { uiHandler } from './ui/folder.ts'

/** An open listener. */
export interface Listener {
  readonly address: AddressInfo
  /** Stops accepting, finishes what is under way within `graceMs`, then cuts the rest off. */
  close(graceMs: number): Promise<void>
}

/** Longest request line in bytes (core.md §1). */
const longestUrl = 8_000
/** Most headers, and the longest name and value of one in bytes (core.md §1). */
const mostHeaders = 100
const longestName = 64
const longestHeader = 4_096

/** How long the head of a request may take, and how long a connection may lie idle, in milliseconds (core.md §1). */
const headMs = 5_000
const idleMs = 120_000

/** Methods of the API; all others are answered with 501 (core.md §1). */
const methods = new Set(['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH', 'OPTIONS'])

/** Opens the port and answers requests until closed. Rejects when the port cannot be had. */
export async function listen(edge: Edge, options: ListenerOptions): Promise<Listener> {
  const api = apiHandler(edge, options.metrics)
  const answerApi = options.ui === undefined ? api : await withUi(options.ui, edge, options, api)
  const [host = options.host, ...alsoHosts] = await hostsOf(options.host)
  const first = await openServer(answerApi, options, host, options.port)
  const { port } = first.address() as AddressInfo
  // The other addresses of a name may be out of use, such as IPv6 where there is none.
  const others = await Promise.allSettled(alsoHosts.map((each) => openServer(answerApi, options, each, port)))
  const servers = [first, ...others.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))]
  return {
    address: first.address() as AddressInfo,
    close: async (graceMs) => {
      await Promise.all(servers.map((server) => closeWithin(server, graceMs)))
    },
  }
}

/** Answers with files of a folder what is not for the API. */
async function withUi(
  folder: string,
  edge: Edge,
  { metrics }: ListenerOptions,
  api: RequestHandler,
): Promise<RequestHandler> {
  const serveUi = await uiHandler(folder, edge, metrics)
  return async (request, response) => {
    if (!serveUi(request, response)) await api(request, response)
  }
}

/** Clients take `localhost` for the one or the other of its addresses; any other name stands for the first one. */
async function hostsOf(host: string): Promise<readonly string[]> {
  if (host !== 'localhost') return [host]
  return (await lookup(host, { all: true })).map(({ address }) => address)
}

async function openServer(
  answerApi: RequestHandler,
  options: ListenerOptions,
  host: string,
  port: number,
): Promise<Server> {
  const server = createServer({
    maxHeaderSize: Math.max(maxHeaderSize, 65_536),
    headersTimeout: headMs,
    // Idle connections are closed by the time set below; one clock less to set for each request.
    keepAliveTimeout: 0,
    // A request may take as long as its bytes keep coming.
    requestTimeout: 0,
  })
  server.on('request', (request, response) => {
    dispatch(server, options, answerApi, request, response)
  })
  server.on('clientError', answerBrokenRequest)
  // Nothing sent and nothing taken for so long: the client is gone.
  server.setTimeout(idleMs)
  server.listen({ host, port, ...(options.reusePort === true && { reusePort: true }) })
  await once(server, 'listening')
  return server
}

function dispatch(
  server: Server,
  options: ListenerOptions,
  answerApi: RequestHandler,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (!request.url?.startsWith('/')) request.url = originForm(request.url)
  // Who keeps a connection open while the server stops gets no further answer by it.
  const refused = server.listening ? refusal(request) : 503
  if (refused !== undefined) refuse(response, refused)
  else if (!serveOperators(request, response, options)) void answerApi(request, response)
}

/** A target may come with scheme and host, as to a proxy (RFC 9112 §3.2.2): they tell nothing here. */
function originForm(target = '/'): string {
  return target.replace(/^https?:\/\/[^/?#]*/i, '') || '/'
}

function refusal(request: IncomingMessage): number | undefined {
  if (!methods.has(request.method ?? '')) return 501
  if ((request.url ?? '').length > longestUrl) return 414
  const { rawHeaders } = request
  if (rawHeaders.length > mostHeaders * 2) return 431
  const isTooLong = (text: string, at: number) => text.length > (at % 2 === 0 ? longestName : longestHeader)
  return rawHeaders.some(isTooLong) ? 431 : undefined
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

async function closeWithin(server: Server, graceMs: number): Promise<void> {
  const closed = once(server, 'close')
  // Closes connections that lie idle; so do those whose last answer is out, a little later.
  server.close()
  const closeIdle = setInterval(() => {
    server.closeIdleConnections()
  }, 50)
  const cutOff = setTimeout(() => {
    server.closeAllConnections()
  }, graceMs)
  await closed
  clearInterval(closeIdle)
  clearTimeout(cutOff)
}
