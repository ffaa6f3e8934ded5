import { Readable } from 'node:stream'
import { failed } from '../../failures.ts'
import type { Upload } from '../../modules/declaration/context.ts'
import { openBase64 } from './base64.ts'
import { BodyFault } from './faults.ts'
import type { StoreUpload } from './types.ts'

/** An upload as it was sent, before its name is settled: base64 uploads never take the client's name. */
export interface Received extends Omit<Upload, 'filename'> {
  readonly nameable: boolean
}

/** Whether a type is base64 text whatever the transfer encoding says (core.md §5). */
export function isBase64Type(essence: string): boolean {
  return essence === 'application/base64' || essence === 'application/x-base64'
}

/** Whether a `content-transfer-encoding` asks for decoding. */
export function isBase64Encoding(encoding: string | undefined): boolean {
  return encoding?.trim().toLowerCase() === 'base64'
}

/**
 * Streams one file into the store, decoding base64 on the way. Throws a `BodyFault` when the content breaks
 * off, is too long or not base64, or when the store gives a failure back.
 */
export async function receiveFile(
  content: AsyncGenerator<Buffer>,
  contentType: string,
  isBase64: boolean,
  store: StoreUpload,
): Promise<Received> {
  try {
    if (!isBase64) return { ...(await stored(content, contentType, store)), nameable: true }
    const ownType = isBase64Type(contentType) ? 'application/base64' : contentType
    const opened = await openBase64(content, ownType)
    return { ...(await stored(opened.content, opened.contentType, store)), nameable: false }
  } finally {
    await content.return(undefined)
  }
}

async function stored(
  content: AsyncGenerator<Buffer>,
  contentType: string,
  store: StoreUpload,
): Promise<Omit<Upload, 'filename'>> {
  const stream = Readable.from(content, { objectMode: false })
  stream.on('error', () => undefined)
  try {
    const result = await store(stream, contentType)
    if (failed(result)) throw new BodyFault(result)
    return { contentType, bytes: result.bytes, digest: result.digest }
  } catch (error) {
    // A store may wrap what the stream failed with; the stream itself knows best.
    throw stream.errored instanceof BodyFault ? stream.errored : error
  } finally {
    stream.destroy()
  }
}
