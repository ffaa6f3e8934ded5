import type { Readable } from 'node:stream'

/** What archives need of the place where binary content lies; the blob port has all of it. */
export interface ArchiveBlobs {
  open(digest: string): Promise<Readable | undefined>
  has(digest: string): Promise<boolean>
  write(content: Readable): Promise<unknown>
  remove(digest: string): Promise<void>
}

/** How far the work has come, for a progress bar. */
export type ArchiveProgress = (progress: { readonly doneBytes: number; readonly totalBytes: number }) => void

/** What an archive holds. */
export interface ArchiveSummary {
  /** How many pieces of binary content. */
  readonly blobs: number
  /** Length of all contents. */
  readonly bytes: number
  /** Digests of attachments whose content was not there, or damaged, when the archive was made. */
  readonly missing: readonly string[]
}

/** Why an archive was not made or not restored; nothing was changed. */
export class ArchiveRefused {
  /** One line for the operator. */
  readonly reason: string

  constructor(reason: string) {
    this.reason = reason
  }
}

/** Names of contents. */
export const databaseName = 'crossbar.db'
export const secretKeyName = 'secret.key'
const blobPrefix = 'blobs/'

/** The name of binary content in an archive. */
export function blobName(digest: string): string {
  return `${blobPrefix}${digest}`
}

/** The digest of binary content by its name; `undefined` for other contents. */
export function digestOf(name: string): string | undefined {
  return name.startsWith(blobPrefix) ? name.slice(blobPrefix.length) : undefined
}
