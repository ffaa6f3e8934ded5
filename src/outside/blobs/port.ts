/**
 * Where binary content lies: recordings, voicemail, faxes, media. Content is found by
 * the SHA-256 of its bytes (64 lower-case hex digits), so equal content lies there
 * once and is never changed. Which content is still needed, the attachments in the
 * store tell (`Store.digestInUse`).
 *
 * All methods reject with the underlying error when the place cannot be reached or is full.
 */

import type { Readable } from 'node:stream'

/** Content that was written: it is on disk. */
export interface WrittenBlob {
  /** Lower-case hex SHA-256 of the bytes. */
  readonly digest: string
  readonly bytes: number
}

/** Content on disk that nobody can find yet. It is either kept or discarded, once. */
export interface StagedBlob extends WrittenBlob {
  /** Puts it where its digest finds it; resolves when that is on disk. */
  keep(): Promise<void>
  /** Removes it, unless it was kept. */
  discard(): Promise<void>
}

/** Content was longer than allowed; nothing of it is kept. */
export class TooLarge {
  readonly limitBytes: number

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes
  }
}

/** Both ends are positions of bytes, counted from 0, and belong to the range. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** What became of stored content: as it was written, changed since, or not there. */
export type Soundness = 'sound' | 'damaged' | 'missing'

/** A place for binary content. */
export interface Blobs {
  /**
   * As `write`, but what was written is to be kept or discarded afterwards: for content of which it
   * is not known yet whether it may stay.
   */
  stage(content: Readable, limitBytes?: number): Promise<StagedBlob | TooLarge>
  /**
   * Writes what a stream of bytes gives, without holding it whole in memory. Gives back
   * `TooLarge` as soon as there is more than `limitBytes`. Rejects with the stream's own
   * error when it fails or is cut off. In all these cases nothing is left behind; the
   * stream itself is left as it is, for its owner to drain or destroy.
   */
  write(content: Readable, limitBytes?: number): Promise<WrittenBlob | TooLarge>
  /**
   * Opens content, or a range of it, for reading; `undefined` when there is none. The
   * stream must be read to its end or destroyed.
   */
  open(digest: string, range?: ByteRange): Promise<Readable | undefined>
  /** Length in bytes; `undefined` when there is no such content. */
  size(digest: string): Promise<number | undefined>
  /** Whether there is such content. */
  has(digest: string): Promise<boolean>
  /** Removes content; absent is fine. Streams that were opened before go on to their end. */
  remove(digest: string): Promise<void>
  /** Reads content and compares it with its digest. */
  verify(digest: string): Promise<Soundness>
  /**
   * Digests of all content, in no particular order; only of what was last written at
   * least `unchangedForMs` ago, when given: younger content may belong to an attachment
   * that is not in the store yet.
   */
  list(unchangedForMs?: number): AsyncIterable<string>
  /**
   * Removes what a crash left of unfinished writes, untouched for at least
   * `unchangedForMs` (an hour unless given: another process may be writing). Gives
   * back how many were removed. To be called at start.
   */
  sweepTemporary(unchangedForMs?: number): Promise<number>
}
