import type { Readable } from 'node:stream'
import type { Failure } from '../../failures.ts'
import { BodyFault, clientGone, tooLarge } from './faults.ts'
import type { BodySource } from './types.ts'

/** An HTTP/1.1 request has a body only if one of two headers says so (RFC 9112 §6.3). */
export function hasBody({ headers }: BodySource): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/** Collects a body of at most `limit` bytes. Fails with `file.maxSize`, or `clientGone` when it breaks off. */
export function collect(stream: Readable, limit: number): Promise<Buffer | Failure> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    const done = (result: Buffer | Failure) => {
      stream.off('data', take).off('end', finish).off('error', broke).off('close', broke)
      resolve(result)
    }
    const take = (chunk: Buffer) => {
      length += chunk.length
      if (length > limit) done(tooLarge(limit))
      else chunks.push(chunk)
    }
    const finish = () => {
      const [only] = chunks
      done(only && chunks.length === 1 ? only : Buffer.concat(chunks, length))
    }
    const broke = () => {
      done(clientGone)
    }
    if (stream.destroyed) broke()
    else stream.on('data', take).on('end', finish).on('error', broke).on('close', broke)
  })
}

/** What to fail with when bytes come beyond the limit, or when they break off. */
export interface IntakeFaults {
  readonly excess: Failure
  readonly broken: Failure
}

/**
 * The bytes of a body of at most `limit` bytes, as they arrive. Throws a `BodyFault` when more come or the
 * body breaks off. The stream itself is left open, so that an answer can still be sent; who stops before the
 * end has to `return` the generator, or the stream stays blocked.
 */
export async function* limited(
  stream: Readable,
  limit: number,
  { excess, broken }: IntakeFaults = { excess: tooLarge(limit), broken: clientGone },
): AsyncGenerator<Buffer> {
  let length = 0
  const chunks: AsyncIterable<Buffer> = stream.iterator({ destroyOnReturn: false })
  try {
    for await (const chunk of chunks) {
      length += chunk.length
      if (length > limit) throw new BodyFault(excess)
      yield chunk
    }
  } catch (error) {
    throw error instanceof BodyFault ? error : new BodyFault(broken)
  }
}

/** All bytes of an iterator that has a bound of its own. */
export async function joined(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/**
 * Reads on without keeping anything, so that the answer reaches a client that is still sending and the
 * connection stays usable. After `allowance` more bytes the connection is cut.
 */
export function discardRest(stream: Readable, allowance: number): void {
  if (stream.readableEnded || stream.destroyed) return
  let left = allowance
  stream.on('error', () => undefined)
  stream.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) stream.destroy()
  })
  stream.resume()
}
