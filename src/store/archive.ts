/**
 * Archives: one file that holds everything an installation needs to live again: a
 * consistent copy of the embedded database, the binary content its attachments refer
 * to, and the secret key. An archive is as secret as the data folder it was made
 * from; it is created with mode 0600.
 *
 * The file itself is an SQLite database (table `contents` lists what is inside with
 * its SHA-256, table `chunks` holds the bytes), so it can be looked into by anybody.
 */

export { createArchive } from './archive/create.ts'
export { restoreArchive } from './archive/restore.ts'
export { ArchiveRefused } from './archive/terms.ts'
export type { ArchiveBlobs, ArchiveProgress, ArchiveSummary } from './archive/terms.ts'
