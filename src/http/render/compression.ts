import { pipeline, type Readable } from 'node:stream'
import { promisify } from 'node:util'
import { createGzip, gzip } from 'node:zlib'

/** Bodies up to this length are sent as they are, in bytes. */
const smallest = 300

const gzipBytes = promisify(gzip)

/** What decides on compression. */
export interface Compressible {
  readonly acceptEncoding: string | undefined
  /** Length of the body; absent for a stream, which is long by nature. */
  readonly bytes?: number | undefined
  /** Stored binaries go out as they lie there. */
  readonly isFile: boolean
}

/** Whether an answer is sent compressed, where `compress_response_body` is on (core.md §1). */
export function shouldCompress({ acceptEncoding, bytes, isFile }: Compressible): boolean {
  return !isFile && (bytes ?? Infinity) > smallest && acceptsGzip(acceptEncoding)
}

/** Whether `Accept-Encoding` names gzip with a q other than 0. */
export function acceptsGzip(acceptEncoding: string | undefined): boolean {
  if (acceptEncoding === undefined) return false
  const item = acceptEncoding.split(',').find((coding) => /^\s*gzip\s*(?:;|$)/i.test(coding))
  return item !== undefined && !/;\s*q=0(?:\.0*)?\s*$/i.test(item)
}

/** Headers of a compressed answer; its `content-length` is the compressed one, or none. */
export const gzipHeaders = { 'content-encoding': 'gzip' } as const

/** Compresses a body, off the main thread. */
export async function compressed(body: string | Buffer): Promise<Buffer> {
  return gzipBytes(body)
}

/** Compresses a stream as it goes. A failure of either end destroys both. */
export function compressedStream(source: Readable): Readable {
  return pipeline(source, createGzip(), () => undefined)
}
