import { Readable } from 'node:stream'
import type { Document } from '../../documents/document.ts'
import type { ListingPlan } from '../../documents/listing.ts'
import type { Failure } from '../../failures.ts'
import type { Json, JsonObject } from '../../json.ts'

/** One stored document. */
export interface DocumentResult {
  readonly result: 'document'
  readonly document: Document
  /** What to show instead of the document's own public fields. */
  readonly shown?: JsonObject
  /** Revision to report when it is not the document's own. */
  readonly revision?: string
  /** Headers besides the usual ones, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  /** Further envelope keys. */
  readonly envelope?: JsonObject
}

/** Any other JSON. */
export interface DataResult {
  readonly result: 'data'
  /** Absent: the envelope has no `data`. */
  readonly data?: Json
  /** Revision, for the envelope and the ETag; absent: none. */
  readonly revision?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Further envelope keys. */
  readonly envelope?: JsonObject
  /** A token made by this request; shown as the envelope's `auth_token`. */
  readonly authToken?: string | null
}

/** Entries of a listing that have columns of their own when asked for as CSV (core.md §22). */
export interface CsvColumns {
  readonly columns: readonly string[]
  /** One line of the file, with its line end, made from an entry's JSON text. */
  readonly line: (entry: string) => string
  /** The header line, with its line end. */
  readonly header: string
  /** File name when the client names none. */
  readonly filename?: string
}

/** A listing, read while it is sent. */
export interface ListingResult {
  readonly result: 'listing'
  readonly plan: ListingPlan
  /** Whether the envelope tells of pages. */
  readonly paginated: boolean
  /** Whether to send it in chunks as it is read (core.md §21). */
  readonly chunked: boolean
  readonly csv?: CsvColumns
}

/** Bytes, read while they are sent (core.md §23). */
export interface BinaryResult {
  readonly result: 'binary'
  readonly contentType: string
  /** Length of the whole; absent: not known before it is sent, and ranges are not served. */
  readonly bytes?: number
  /** The bytes from `start` to `end`, both included; all of them without a range. */
  readonly open: (range?: { readonly start: number; readonly end: number }) => Promise<Readable>
  readonly filename?: string
  readonly disposition?: 'attachment' | 'inline'
  /** Entity tag without quotes; absent: none. */
  readonly etag?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What an operation answers. */
export type Result = DocumentResult | DataResult | ListingResult | BinaryResult

/**
 * A change that is ready to be made: everything is checked, nothing is done yet. The
 * pipeline evaluates the preconditions in between (core.md §2, steps 15 to 17).
 */
export interface Intent {
  readonly result: 'intent'
  /** Revision of the document to be changed; absent: there is none yet. */
  readonly etag?: string
  readonly perform: () => Promise<Result | Failure>
}

/** What an operation gives back: reads answer at once, changes answer with an intent. */
export type Outcome = Result | Intent | Failure

/** Answers with a stored document, or with `shown` in its place. */
export function documentResult(document: Document, shown?: JsonObject): DocumentResult {
  return { result: 'document', document, ...(shown && { shown }) }
}

/** Answers with plain data. */
export function dataResult(data?: Json, more: Omit<DataResult, 'result' | 'data'> = {}): DataResult {
  return { result: 'data', ...(data !== undefined && { data }), ...more }
}

/** Something to be done once the preconditions hold; `etag` is the revision it changes. */
export function intent(perform: Intent['perform'], etag?: string): Intent {
  return { result: 'intent', perform, ...(etag !== undefined && { etag }) }
}

/** Answers with bytes that are at hand, whole or in a range (core.md §23). */
export function bytesResult(
  bytes: Buffer,
  facts: Omit<BinaryResult, 'result' | 'bytes' | 'open'>,
): BinaryResult {
  return {
    ...facts,
    result: 'binary',
    bytes: bytes.length,
    open: (range) =>
      Promise.resolve(Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes])),
  }
}
