/**
 * The store: what documents, listings and work are kept in.
 *
 * An engine (`sqlite/`, `postgres/`) implements `Store`; everything above this
 * room sees only this file. Keys of views arrive encoded (order-preserving bytes),
 * documents as JSON text: the store neither parses nor understands them.
 */

import type { JsonObject } from '../json.ts'
import type { Sieve } from './sieve.ts'

/** A document as it is kept. Times are Gregorian seconds. */
export interface StoredDocument {
  /** Database: an account id, or a system database's name. */
  readonly db: string
  readonly id: string
  readonly type: string
  /** Revision, `N-<32 hex>`. */
  readonly rev: string
  readonly created: number
  readonly modified: number
  /** Soft-deleted: kept, but with no view rows and no unique keys. */
  readonly deleted: boolean
  /** JSON text of the public fields, without `id`. */
  readonly body: string
  /** JSON text of the private fields (`pvt_*` names). */
  readonly hidden: string
}

/** One entry of a listing. */
export interface NewViewRow {
  readonly view: string
  /** Order-preserving bytes of the view's key; rows are sorted by them, then by id. */
  readonly sortKey: Uint8Array
  /** JSON text of the view's key. */
  readonly key: string
  /** JSON text of the summary. */
  readonly value: string
}

/** A row read from a listing. */
export interface ViewRow extends NewViewRow {
  readonly id: string
  /** The document, when the scan asked for it. */
  readonly document?: StoredDocument
}

/** A value that only one document may hold within a scope (an account id, or `system`). */
export interface UniqueKey {
  readonly scope: string
  readonly name: string
  readonly value: string
}

/** Bytes kept beside a document; the bytes themselves lie in the blob store under their digest. */
export interface Attachment {
  readonly db: string
  readonly id: string
  readonly name: string
  readonly contentType: string
  readonly bytes: number
  /** Lower-case hex SHA-256 of the bytes. */
  readonly digest: string
  /** Gregorian seconds. */
  readonly created: number
}

/** Something that happened, to be delivered at least once. */
export interface OutboxEvent {
  /** Position in the outbox, ascending in the order of commits. */
  readonly seq: number
  /** Kind of event, such as `doc_created`. */
  readonly kind: string
  /** JSON text. */
  readonly payload: string
}

/** Work that outlives a request. */
export interface Job {
  readonly id: string
  readonly kind: string
  /** JSON text. */
  readonly payload: string
  /** Unix milliseconds from which it may run. */
  readonly runAt: number
  /**
   * How many times it was claimed before. That number also names the claim: who gives it back with
   * the job's id acts on the job only as long as nobody else has claimed it since.
   */
  readonly attempts: number
}

/**
 * What the store keeps with a document: rows and keys made from it when it was written, and its attachments. Of
 * sort keys and values of unique keys that have more than 1,500 bytes only the first 100 need be as written.
 */
export interface Belongings {
  readonly rows: readonly NewViewRow[]
  readonly uniqueKeys: readonly UniqueKey[]
  /** Sorted by name. */
  readonly attachments: readonly Attachment[]
}

/** How many things that belong to a document there are whose document is not there. */
export interface Strays {
  readonly rows: number
  readonly uniqueKeys: number
  readonly attachments: number
}

/** One step of a batch. All steps of a batch happen, or none. */
export type Step =
  /**
   * Writes a document with all its view rows and unique keys, replacing those it
   * had. `expect` is the revision it must have now; `null`: there must be none.
   */
  | {
      readonly do: 'put'
      readonly document: StoredDocument
      readonly expect: string | null
      readonly rows: readonly NewViewRow[]
      readonly uniqueKeys: readonly UniqueKey[]
      /** Other processes may remember the document, and are to hear of this (`Store.watch`). */
      readonly tell?: boolean
    }
  /**
   * Removes a document, its rows, keys and attachment rows. `expect` as for `put`; absent: any.
   * `tell`: other processes are to hear of it (`Store.watch`), as of a document of this type.
   */
  | {
      readonly do: 'erase'
      readonly db: string
      readonly id: string
      readonly expect?: string
      readonly tell?: string
    }
  /** Fails the batch unless the document exists and is not soft-deleted. */
  | { readonly do: 'require'; readonly db: string; readonly id: string; readonly expect?: string }
  /** Removes everything of a database. Other processes always hear of it. */
  | { readonly do: 'drop'; readonly db: string }
  /** Adds or replaces an attachment row; the document must exist. */
  | { readonly do: 'attach'; readonly attachment: Attachment }
  /** Removes an attachment row; absent is fine. */
  | { readonly do: 'detach'; readonly db: string; readonly id: string; readonly name: string }
  /** Adds an event to the outbox. */
  | { readonly do: 'publish'; readonly kind: string; readonly payload: string }
  /** Adds a job; one with the same id is left as it is. */
  | {
      readonly do: 'enqueue'
      readonly id: string
      readonly kind: string
      readonly payload: string
      readonly runAt: number
    }

/** What became of a batch. `done` means it is on disk; anything else that nothing changed. */
export type CommitOutcome =
  | { readonly outcome: 'done' }
  /** The document has another revision, or exists already. */
  | { readonly outcome: 'conflict'; readonly db: string; readonly id: string }
  /** A required document, or one to attach to, is not there. */
  | { readonly outcome: 'missing'; readonly db: string; readonly id: string }
  /** Another document holds a unique key. */
  | {
      readonly outcome: 'taken'
      readonly key: UniqueKey
      readonly holder: { readonly db: string; readonly id: string }
    }

/** A place in a view. */
export interface ScanPosition {
  readonly sortKey: Uint8Array
  readonly id: string
}

/** A range of a view. Bounds are inclusive and in ascending sense, whatever the direction. */
export interface Scan {
  readonly db: string
  readonly view: string
  readonly low?: Uint8Array
  readonly high?: Uint8Array
  readonly descending: boolean
  /** At most this many rows, at least 1. */
  readonly limit: number
  /** Continue strictly behind this row, in the scan's direction. */
  readonly after?: ScanPosition
  /** Read each row's document too. */
  readonly documents?: boolean
}

/** What a sieve let through of a range of a view. */
export interface Sifted {
  /** Rows with their documents, in the scan's order; some that the sieve does not let through may be among them. */
  readonly rows: readonly SiftedRow[]
  /** The last row that was looked at, when there may be more behind it. */
  readonly behind?: ScanPosition
}

/** A row of a listing with its document. */
export type SiftedRow = ViewRow & Required<Pick<ViewRow, 'document'>>

/** What other processes changed, as far as this one must forget what it remembers. */
export type RemoteChange =
  | { readonly scope: 'document'; readonly db: string; readonly id: string; readonly type: string }
  /** Any documents of one database. */
  | { readonly scope: 'database'; readonly db: string }
  /** Changes may have been missed (a connection was lost, a process died, too many at once). */
  | { readonly scope: 'everything' }

/**
 * The way from one process to the others that use the same embedded database; an engine that is a
 * server has its own. What is sent reaches each of the others once, in order.
 */
export interface PeerChannel {
  send(message: JsonObject): void
  /** Calls `listener` with what others sent. Gives back what ends it. */
  receive(listener: (message: JsonObject) => void): () => void
}

/** Where a row stands in its view. */
export interface RowPlace {
  readonly id: string
  /** JSON text of the view's key. */
  readonly key: string
}

/** A page of a view, its entries as one text. */
export interface ViewPage {
  /** The rows' values, joined by commas. */
  readonly text: string
  readonly count: number
  /** The page's last row and the one behind it, where there is one behind it. */
  readonly turn?: readonly [last: RowPlace, next: RowPlace]
}

/** The database cannot be used now (gone, full, locked for too long): a 503 for clients. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}

/** The database was written by a newer version of the program, or is not one of its databases. */
export class StoreUnusable extends Error {
  override readonly name = 'StoreUnusable'
}

/**
 * The database as it was at one moment. Its reads see nothing that was written since, hold up no writer, and are held
 * up by none; what others replace stays on disk until it is closed.
 */
export type Snapshot = Pick<
  Store,
  'attachments' | 'close' | 'databases' | 'documentCounts' | 'documents' | 'get' | 'readMeta'
>

/** All methods reject with `StoreUnavailable` when the database cannot be reached. */
export interface Store {
  readonly engine: 'sqlite' | 'postgres'
  /** Whether other processes may be writing too, which `watch` tells of; if not, nobody hears what `say` says. */
  readonly shared: boolean

  /** Reads a document, soft-deleted ones included. */
  get(db: string, id: string): Promise<StoredDocument | undefined>
  /** Reads several documents of one database; those that do not exist are left out. Order follows `ids`. */
  getMany(db: string, ids: readonly string[]): Promise<readonly StoredDocument[]>
  /** Reads one range of a view. */
  scan(scan: Scan): Promise<readonly ViewRow[]>
  /** Reads one range of a view, `limit` rows of it, where only the values are of interest: cheaper than `scan`. */
  page(scan: Omit<Scan, 'documents'>): Promise<ViewPage>
  /**
   * Looks at one range of a view, `limit` rows of it, and reads those whose documents pass a sieve: what does not pass
   * stays in the database.
   */
  sift(scan: Omit<Scan, 'documents'>, sieve: Sieve): Promise<Sifted>
  /** Counts the rows of a range of a view. */
  count(range: Pick<Scan, 'db' | 'view' | 'low' | 'high'>): Promise<number>
  /** Finds the document that holds a unique key. */
  holder(key: UniqueKey): Promise<{ readonly db: string; readonly id: string } | undefined>
  /** Reads documents in order of (db, id), behind `after`, soft-deleted ones included; for rebuilding and checking. */
  documents(page: {
    readonly db?: string
    readonly type?: string
    readonly after?: { readonly db: string; readonly id: string }
    readonly limit: number
  }): Promise<readonly StoredDocument[]>
  /** Databases that hold at least one document, sorted. */
  databases(): Promise<readonly string[]>

  /** Does all steps in one transaction. Resolves when the outcome is durable. */
  commit(steps: readonly Step[]): Promise<CommitOutcome>
  /**
   * Replaces one document's rows of some views without touching the document: used
   * when a view's definition changed. Does nothing when the revision is no longer `rev`.
   */
  reindex(
    db: string,
    id: string,
    rev: string,
    views: readonly string[],
    rows: readonly NewViewRow[],
  ): Promise<void>
  /** Removes all rows of a view, in every database. */
  dropView(view: string): Promise<void>

  /** Attachments of a document, sorted by name. */
  attachments(db: string, id: string): Promise<readonly Attachment[]>
  /** Whether any attachment still refers to the digest. */
  digestInUse(digest: string): Promise<boolean>

  /** Oldest undelivered events. */
  outbox(limit: number): Promise<readonly OutboxEvent[]>
  /** Removes delivered events up to and including `seq`. */
  acknowledge(seq: number): Promise<void>

  /** Claims due jobs of some kinds for `leaseMs`; a claimed job whose lease ran out is due again. */
  claimJobs(claim: {
    readonly kinds: readonly string[]
    readonly now: number
    readonly leaseMs: number
    readonly limit: number
  }): Promise<readonly Job[]>
  /** Removes a finished job, unless another has claimed it since (`attempts`: as it was when claimed). */
  finishJob(id: string, attempts: number): Promise<void>
  /** Puts a job back, to run again at `runAt` (unix milliseconds), unless another has claimed it since. */
  retryJob(id: string, attempts: number, runAt: number, error: string): Promise<void>
  /** Keeps a claimed job until `until` (unix milliseconds); false: another has claimed it since, or it is gone. */
  extendJob(id: string, attempts: number, until: number): Promise<boolean>

  /**
   * Takes or renews a named lease for `holder` (a process's own random name) until `now + leaseMs` (unix
   * milliseconds); false: another holds it. A lease that ends later than twice `leaseMs` from now was taken by
   * a clock that was wrong, and does not count. Since clocks can be wrong, two may hold a lease for a while: what
   * is done under it must be harmless when done twice.
   */
  lease(name: string, holder: string, now: number, leaseMs: number): Promise<boolean>
  /** Gives a lease back early; that of another holder stays. */
  release(name: string, holder: string): Promise<void>

  /**
   * Calls `listener` with what other processes changed, within a second of their commit: steps that are to be
   * told, and databases that were dropped. Never with what this one changed. Gives back what ends it.
   */
  watch(listener: (change: RemoteChange) => void): () => void
  /**
   * Says something to the other processes that need not be kept (at most 7,000 bytes of JSON): who is not there
   * does not get it. Never fails; what cannot be said now is lost.
   */
  say(topic: string, message: JsonObject): void
  /** Calls `listener` with what other processes say on a topic. Gives back what ends it. */
  hear(topic: string, listener: (message: JsonObject) => void): () => void

  /** A small named value (JSON text), such as a view's version. */
  readMeta(name: string): Promise<string | undefined>
  /** Sets a named value; `undefined` removes it. */
  writeMeta(name: string, value: string | undefined): Promise<void>

  /** How many documents each database holds, soft-deleted ones included; sorted by name. */
  documentCounts(): Promise<readonly { readonly db: string; readonly documents: number }[]>
  /** What documents of one database have, by their ids; those that do not exist are left out. For checking. */
  belongings(db: string, ids: readonly string[]): Promise<ReadonlyMap<string, Belongings>>
  /** Counts what belongs to documents that are not there, and removes it if told to. For checking. */
  strays(remove: boolean): Promise<Strays>
  /** All jobs, claimed ones too, in order of their ids, behind `after`; for copying. */
  jobs(page: { readonly after?: string; readonly limit: number }): Promise<readonly Job[]>
  /** All named values, sorted by name; for copying. */
  allMeta(): Promise<readonly { readonly name: string; readonly value: string }[]>

  /** Opens the database as it is at this moment; to be closed before the store is. */
  snapshot(): Promise<Snapshot>
  /** Writes a consistent copy of the database to a new file while the store is in use. Embedded engine only. */
  backup(file: string): Promise<void>
  /** Finishes what is queued and closes. */
  close(): Promise<void>
}
