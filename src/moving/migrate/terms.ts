import type { DocumentTypes } from '../../documents/types.ts'
import type { Blobs } from '../../outside/blobs/port.ts'
import type { Store } from '../../store/port.ts'

/** One end of a migration. */
export interface End {
  readonly store: Store
  readonly blobs: Blobs
  /** How it is called towards people and noted in the other end, without secrets. */
  readonly name: string
}

/** What is to be moved. */
export interface Migration {
  readonly from: End
  readonly to: End
  /** Both ends have the same place for binary content. */
  readonly sharedBlobs: boolean
  readonly types: DocumentTypes
  /** Called once it is sure that the target may be written to; a text refuses after all. */
  readonly prepare?: () => Promise<string | undefined>
  /** How many of `total` documents were copied, or compared, so far. */
  readonly progress?: (work: 'copying' | 'comparing', done: number, total: number) => void
}

/** A part of the data on both ends, by its name: a database, or one of those in parentheses. */
export interface Comparison {
  readonly name: string
  /** How many things it has, on each end. */
  readonly counts: readonly [from: number, to: number]
  /** SHA-256 of all of them, on each end. */
  readonly checksums: readonly [from: string, to: string]
}

/** What became of a migration. */
export interface MigrationReport {
  readonly documents: number
  readonly attachments: number
  /** Bytes of binary content that were copied by this run. */
  readonly blobBytes: number
  /** An earlier run that broke off was gone on with. */
  readonly resumed: boolean
  readonly comparisons: readonly Comparison[]
  /** Documents that the target does not take, and content that is lost in the source; one line each. */
  readonly losses: readonly string[]
}

/** Why nothing was moved. */
export class MigrationRefused {
  readonly reason: string

  constructor(reason: string) {
    this.reason = reason
  }
}

/** Whether both ends are alike. */
export function agrees({ counts, checksums }: Comparison): boolean {
  return counts[0] === counts[1] && checksums[0] === checksums[1]
}
