import { setImmediate } from 'node:timers/promises'
import { Dicer } from '@fastify/busboy'
import { BodyFault, clientGone, tooLarge, unreadable } from './faults.ts'
import { limited } from './intake.ts'
import type { BodySource } from './types.ts'

/** Parts of one body that are looked at; more are refused, since each costs memory. */
const maxParts = 200
/** Room for delimiters and part headers on top of the content, in bytes. */
const overhead = 65_536

/** Headers of a part: lower-case names, values trimmed and otherwise as sent. */
export type PartHeaders = ReadonlyMap<string, string>

/** Takes one part. The next one comes when the promise settles; what it leaves unread is skipped. */
export type TakePart = (headers: PartHeaders, content: AsyncGenerator<Buffer>) => Promise<void>

/**
 * Reads a multipart body part by part, in order, holding no more than a buffer's worth of it. Gives the bytes
 * back when they turn out to have no parts at all, so that they can be read as something else; undefined otherwise.
 * Throws a `BodyFault` when the body breaks off or is too large, and whatever `take` threw first.
 */
export async function readMultipart(
  source: BodySource,
  boundary: string,
  maxBytes: number,
  take: TakePart,
): Promise<Buffer | undefined> {
  const excess = tooLarge(maxBytes)
  const dicer = new Dicer({ boundary })
  const open = new Set<Dicer.PartStream>()
  const preamble: Buffer[] = []
  let seen = 0
  const state = { truncated: false }
  let fault: Error | undefined
  let queue = Promise.resolve()

  const handle = async (part: Dicer.PartStream, headers: () => PartHeaders) => {
    const content = limited(part, maxBytes, { excess, broken: cutShort })
    try {
      // Headers are known as soon as content or its end is: wait for that.
      if (!fault) await take(...(await opened(content, headers)))
    } catch (error) {
      fault ??= error instanceof Error ? error : new Error('part not taken', { cause: error })
    } finally {
      await content.return(undefined)
      open.delete(part)
      part.resume()
    }
  }
  dicer.on('error', () => {
    state.truncated = true
  })
  dicer.on('part', (part: Dicer.PartStream) => {
    let headers: PartHeaders = new Map()
    part.on('error', () => undefined)
    part.on('header', (sent: object) => {
      headers = partHeaders(sent)
    })
    if (++seen > maxParts) fault ??= new BodyFault(unreadable(`At most ${maxParts} parts can be sent`))
    open.add(part)
    queue = queue.then(() => handle(part, () => headers))
  })

  try {
    for await (const chunk of limited(source.stream, maxBytes + overhead, { excess, broken: clientGone })) {
      if (seen === 0) preamble.push(chunk)
      await write(dicer, chunk)
      if (fault) break
    }
  } catch (error) {
    fault ??= error instanceof Error ? error : new Error('body not read', { cause: error })
  }
  if (fault) for (const part of open) part.destroy(fault)
  else await ended(dicer)
  await queue
  if (fault) throw fault
  if (!state.truncated) return undefined
  if (seen === 0) return Buffer.concat(preamble)
  throw new BodyFault(cutShort)
}

const cutShort = unreadable('The multipart body ends before its closing boundary')

async function opened(
  content: AsyncGenerator<Buffer>,
  headers: () => PartHeaders,
): Promise<[PartHeaders, AsyncGenerator<Buffer>]> {
  const first = await content.next()
  return [headers(), resumed(first, content)]
}

async function* resumed(
  first: IteratorResult<Buffer, unknown>,
  rest: AsyncGenerator<Buffer>,
): AsyncGenerator<Buffer> {
  if (first.done) return
  yield first.value
  yield* rest
}

function partHeaders(sent: object): PartHeaders {
  const entries: readonly [string, unknown][] = Object.entries(sent)
  return new Map(
    entries.flatMap(([name, values]): [string, string][] => {
      const value: unknown = Array.isArray(values) ? values[0] : undefined
      return typeof value === 'string' ? [[name, value.trim()]] : []
    }),
  )
}

function write(dicer: Dicer, chunk: Buffer): Promise<void> {
  return new Promise((resolve) => {
    dicer.write(chunk, () => {
      resolve()
    })
  })
}

/** Ends the parser and waits for what it has to say about the end: it reports a missing one a tick later. */
async function ended(dicer: Dicer): Promise<void> {
  await new Promise<void>((resolve) => {
    dicer.end(() => {
      resolve()
    })
  })
  await setImmediate()
}
