import type { DatabaseSync } from 'node:sqlite'
import { AttachmentReads } from './attachments.ts'
import { DocumentReads } from './documents.ts'
import { asUnavailable, isBusy } from './errors.ts'
import { InspectionReads } from './inspection.ts'
import { LeaseReads } from './leases.ts'
import { ViewReads } from './scan.ts'
import { SiftReads } from './sift.ts'
import { WorkReads } from './work.ts'

/** All that can be read, prepared on one connection. */
export interface Prepared {
  readonly documents: DocumentReads
  readonly views: ViewReads
  readonly sifted: SiftReads
  readonly attachments: AttachmentReads
  readonly work: WorkReads
  readonly leases: LeaseReads
  readonly inspection: InspectionReads
}

/**
 * Reads on the connection that also writes: the pages it holds stay valid when it writes, while
 * those of any other connection have to be read again after each commit. Since transactions begin
 * and end within one turn of the event loop, no read sees an open one. Only where that connection
 * cannot read (it never waits for a lock), another one does.
 */
export class Reads {
  readonly #main: DatabaseSync
  readonly #onMain: Prepared
  readonly #open: () => DatabaseSync
  #other: { readonly connection: DatabaseSync; readonly prepared: Prepared } | undefined

  /** `open` opens the other connection, when it is needed for the first time. */
  constructor(main: DatabaseSync, open: () => DatabaseSync) {
    this.#main = main
    this.#onMain = prepare(main)
    this.#open = open
  }

  /** Does a read; trouble with the database's surroundings becomes `StoreUnavailable`. */
  run<T>(read: (prepared: Prepared) => T): T {
    try {
      // A transaction that could not be taken back is still open: what it did must not be seen.
      if (!this.#main.isTransaction) return read(this.#onMain)
    } catch (error) {
      if (!isBusy(error)) throw asUnavailable(error)
    }
    try {
      return read(this.#onOther())
    } catch (error) {
      throw asUnavailable(error)
    }
  }

  /** Closes the other connection. */
  close(): void {
    this.#other?.connection.close()
  }

  #onOther(): Prepared {
    if (!this.#other) {
      const connection = this.#open()
      this.#other = { connection, prepared: prepare(connection) }
    }
    return this.#other.prepared
  }
}

/** Prepares all that can be read, on a connection. */
export function prepare(connection: DatabaseSync): Prepared {
  return {
    documents: new DocumentReads(connection),
    views: new ViewReads(connection),
    sifted: new SiftReads(connection),
    attachments: new AttachmentReads(connection),
    work: new WorkReads(connection),
    leases: new LeaseReads(connection),
    inspection: new InspectionReads(connection),
  }
}
