import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { measured, type Load, type Measure } from './load.ts'

/**
 * Loads a server with GET requests as `measure` does, for a fraction of the processor time: requests are made
 * beforehand, and of an answer only the status and the length are read. For figures where the load generator must
 * leave the processors, and what they hold in their caches, to the server.
 */
export async function measureLean(load: Omit<Load, 'method' | 'body'>): Promise<Measure> {
  const { server, connections, seconds, headers, paths } = load
  const { host, hostname, port } = new URL(server.url)
  const head = Object.entries({ host, ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
  const requests = paths.map((path) => Buffer.from(`GET ${path} HTTP/1.1\r\n${head}\r\n`))
  const sockets = await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect(Number(port), hostname).setNoDelay(true)
      await once(socket, 'connect')
      return socket
    }),
  )
  try {
    return await measured(server, async () => {
      const ended = new AbortController()
      const asking = sockets.map((socket, at) => ask(socket, requests, at, ended.signal))
      // A connection that fails ends the measurement at once.
      await Promise.race([pause(seconds * 1000), ...asking])
      ended.abort()
      return (await Promise.all(asking)).reduce((total, count) => total + count, 0)
    })
  } finally {
    for (const socket of sockets) socket.destroy()
  }
}

/**
 * Sends one request after the other until `ended`, and gives back how many were answered. Throws when an answer is
 * not a success with a length.
 */
function ask(
  socket: Socket,
  requests: readonly Buffer[],
  first: number,
  ended: AbortSignal,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  let next = first
  let missing = 0
  let answers = 0
  const send = (): void => {
    const request = requests[next++ % requests.length]
    if (request) socket.write(request)
  }
  socket.on('data', (chunk: Buffer) => {
    if (missing === 0) {
      const length = answerBytes(chunk)
      if (length === undefined) {
        reject(new Error(`not an answer to count: ${chunk.toString('latin1', 0, 300)}`))
        return
      }
      missing = length
    }
    missing -= chunk.length
    if (missing > 0) return
    answers += 1
    send()
  })
  socket.on('error', reject)
  socket.on('close', () => {
    reject(new Error('the server closed a connection'))
  })
  ended.addEventListener('abort', () => {
    resolve(answers)
  })
  send()
  return promise
}

/** How many bytes an answer has, head and body; its head lies in the first chunk. */
function answerBytes(chunk: Buffer): number | undefined {
  const end = chunk.indexOf('\r\n\r\n')
  const [, length] =
    /^HTTP\/1\.1 2\d\d [^]*\r\ncontent-length: (\d+)/i.exec(chunk.toString('latin1', 0, end)) ?? []
  return length === undefined ? undefined : end + 4 + Number(length)
}
