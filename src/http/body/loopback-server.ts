import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createServer, request, type IncomingMessage, type RequestOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { after, before } from 'node:test'
import { failed, type Failure } from '../../failures.ts'
import type { RequestBody } from '../../modules/declaration/context.ts'
import { readBody } from './read-body.ts'
import type { BodyOptions, StoredUpload } from './types.ts'

// For the tests of this folder: bodies sent through a real server on the loopback interface.

/** Largest upload, in bytes. */
export const limit = 8_000_000
/** What the store keeps, by digest. */
export const kept = new Map<string, Buffer>()
let overrides: Partial<BodyOptions> = {}
let results: (result: RequestBody | Failure | Error) => void = () => undefined

/** A store in memory. */
export async function storeUpload(content: Readable): Promise<StoredUpload> {
  const chunks: Buffer[] = []
  for await (const chunk of content) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const digest = createHash('sha256').update(bytes).digest('hex')
  kept.set(digest, bytes)
  return { digest, bytes: bytes.length }
}

const server = createServer((incoming, outgoing) => {
  const options = { maxUploadSize: limit, storeUpload, now: () => 63_900_000_000, ...overrides }
  readBody({ headers: incoming.headers, stream: incoming }, options).then(
    (result) => {
      outgoing.end('done')
      results(result)
    },
    (error: unknown) => {
      outgoing.writeHead(500).end()
      results(error instanceof Error ? error : new Error('not an error'))
    },
  )
})
let port = 0
/** Starts the server before the tests of a file and stops it after them. */
export function useServer(): void {
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })
}

/** Port of the server. */
export function serverPort(): number {
  return port
}

/** What the next request without `send` comes to. */
export function nextResult(options: Partial<BodyOptions> = {}): Promise<RequestBody | Failure | Error> {
  overrides = options
  return new Promise((resolve) => (results = resolve))
}

export interface Sent {
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly options?: Partial<BodyOptions>
  readonly method?: string
}

/** Sends a body through a real server; gives what the reading of it came to. */
export async function send(
  body: string | Buffer | Readable | undefined,
  sent: Sent = {},
): Promise<RequestBody | Failure> {
  const result = nextResult(sent.options)
  const headers = { ...(sent.type !== undefined && { 'content-type': sent.type }), ...sent.headers }
  const options: RequestOptions = { port, method: sent.method ?? 'PUT', headers }
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request(options, resolve).on('error', reject)
    if (body instanceof Readable) body.pipe(outgoing)
    else outgoing.end(body)
  })
  ;(await answered).resume()
  const outcome = await result
  if (outcome instanceof Error) throw outcome
  return outcome
}

/** Sends a body that is taken. */
export async function ok(...args: Parameters<typeof send>): Promise<RequestBody> {
  const result = await send(...args)
  if (failed(result)) assert.fail(JSON.stringify(result.detail))
  return result
}

/** Sends a body that is refused; gives the field errors. */
export async function errors(...args: Parameters<typeof send>): Promise<unknown> {
  const result = await send(...args)
  assert.ok(failed(result), 'the body was taken')
  return result.detail.kind === 'validation' ? result.detail.errors : result.detail
}

export function invalidJson(message: string): unknown {
  return { json: { invalid: { message, target: 'body' } } }
}

export const maxSize = {
  file: { maxSize: { message: 'At most 8000000 bytes can be sent at once', target: 8_000_000 } },
}
export const badBase64 = { file: { encoding: { message: 'The content is not valid base64' } } }
export const dataRequired = (value: unknown) => ({
  data: { required: { message: 'The body needs the key "data"', value } },
})

/** Digest the store gives to a content. */
export function digestOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

/** A multipart body with the boundary `xx`. */
export function parts(...blocks: string[]): string {
  return `${blocks.map((block) => `--xx\r\n${block}\r\n`).join('')}--xx--\r\n`
}
