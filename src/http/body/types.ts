import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { Failure } from '../../failures.ts'

/** What the store says about an upload it keeps. */
export interface StoredUpload {
  readonly digest: string
  readonly bytes: number
}

/**
 * Streams an upload's bytes into the store. The stream fails when the client goes away or sends too much:
 * the promise must then reject and nothing be kept.
 */
export type StoreUpload = (content: Readable, contentType: string) => Promise<StoredUpload | Failure>

/** Where a body comes from: a node request, or anything with its headers and bytes. */
export interface BodySource {
  readonly headers: IncomingHttpHeaders
  readonly stream: Readable
}

export interface BodyOptions {
  /** Largest body, and largest part of a multipart body, in bytes (`max_upload_size`). */
  readonly maxUploadSize: number
  readonly storeUpload: StoreUpload
  /** `filename` of the query string, if there is one. */
  readonly filename?: string
  /** Whether a JSON body must have `data` (default yes; `/hooks` and a few modules need none). */
  readonly requireEnvelope?: boolean
  /** Gregorian seconds, for generated file names. */
  readonly now?: () => number
}
