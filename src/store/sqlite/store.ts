import type { DatabaseSync } from 'node:sqlite'
import type { JsonObject } from '../../json.ts'
import type {
  Attachment,
  Belongings,
  CommitOutcome,
  Job,
  NewViewRow,
  OutboxEvent,
  PeerChannel,
  RemoteChange,
  Scan,
  Sifted,
  Snapshot,
  Step,
  Store,
  StoredDocument,
  Strays,
  UniqueKey,
  ViewPage,
  ViewRow,
} from '../port.ts'
import type { Sieve } from '../sieve.ts'
import { toldChanges } from '../told-changes.ts'
import { backUp } from './backup.ts'
import { BatchWrites } from './batch.ts'
import { connect, connectReader } from './connection.ts'
import type { ConnectionSettings } from './connection.ts'
import { wholePage, type DocumentPage } from './documents.ts'
import { asUnavailable } from './errors.ts'
import { GroupCommit } from './group-commit.ts'
import { removeStrays } from './inspection.ts'
import { LeaseWrites } from './leases.ts'
import { Peers } from './peers.ts'
import { Reads } from './reads.ts'
import { openSnapshot } from './snapshot.ts'
import { WorkWrites } from './work.ts'

/**
 * Opens the embedded store in a file, creating it when it is not there. Rejects with
 * `StoreUnusable` when the file is not one of ours or too new, or cannot be written. `channel` leads to
 * the other processes that use the file and remember what they read, if there are any.
 */
export async function openSqlite(
  file: string,
  settings: ConnectionSettings,
  channel?: PeerChannel,
): Promise<Store> {
  return new SqliteStore(file, await connect(file, settings), settings.busyTimeoutMs, channel)
}

/**
 * The embedded engine. Reads are answered at once; all writes go through one queue
 * (`GroupCommit`). Other processes may use the same file.
 */
class SqliteStore implements Store {
  readonly engine = 'sqlite'
  readonly shared: boolean
  readonly #file: string
  readonly #busyTimeoutMs: number
  readonly #connection: DatabaseSync
  readonly #queue: GroupCommit
  readonly #reads: Reads
  readonly #batches: BatchWrites
  readonly #workWrites: WorkWrites
  readonly #leases: LeaseWrites
  readonly #peers: Peers
  readonly #backups = new Set<Promise<void>>()
  #closing: Promise<void> | undefined

  constructor(
    file: string,
    connection: DatabaseSync,
    busyTimeoutMs: number,
    channel: PeerChannel | undefined,
  ) {
    this.#file = file
    this.#busyTimeoutMs = busyTimeoutMs
    this.#connection = connection
    this.#reads = new Reads(connection, () => connectReader(file, busyTimeoutMs))
    this.#workWrites = new WorkWrites(connection)
    this.#batches = new BatchWrites(connection, this.#workWrites)
    this.#queue = new GroupCommit(connection, busyTimeoutMs, () => this.#batches.rows.numbers.forget())
    this.#leases = new LeaseWrites(connection)
    this.#peers = new Peers(channel)
    this.shared = channel !== undefined
  }

  async get(db: string, id: string): Promise<StoredDocument | undefined> {
    return this.#reads.run(({ documents }) => documents.get(db, id))
  }

  async getMany(db: string, ids: readonly string[]): Promise<readonly StoredDocument[]> {
    return this.#reads.run(({ documents }) => documents.getMany(db, ids))
  }

  async scan(scan: Scan): Promise<readonly ViewRow[]> {
    return this.#reads.run(({ views }) => views.scan(scan))
  }

  async sift(scan: Omit<Scan, 'documents'>, sieve: Sieve): Promise<Sifted> {
    return this.#reads.run(({ sifted }) => sifted.sift(scan, sieve))
  }

  async page(scan: Omit<Scan, 'documents'>): Promise<ViewPage> {
    return this.#reads.run(({ views }) => views.page(scan))
  }

  async count(range: Pick<Scan, 'db' | 'view' | 'low' | 'high'>): Promise<number> {
    return this.#reads.run(({ views }) => views.count(range))
  }

  async holder(key: UniqueKey): Promise<{ readonly db: string; readonly id: string } | undefined> {
    return this.#reads.run(({ documents }) => documents.holder(key))
  }

  documents(page: DocumentPage): Promise<readonly StoredDocument[]> {
    return wholePage(page, (each) => this.#reads.run(({ documents }) => documents.page(each)))
  }

  async databases(): Promise<readonly string[]> {
    return this.#reads.run(({ documents }) => documents.databases())
  }

  commit(steps: readonly Step[]): Promise<CommitOutcome> {
    const committed = this.#queue.run(() => this.#batches.apply(steps))
    return this.shared ? this.#told(committed, steps) : committed
  }

  reindex(
    db: string,
    id: string,
    rev: string,
    views: readonly string[],
    rows: readonly NewViewRow[],
  ): Promise<void> {
    return this.#write(() => this.#batches.reindex(db, id, rev, views, rows))
  }

  async dropView(view: string): Promise<void> {
    const { rows } = this.#batches
    for (const number of await this.#write(() => rows.numbers.ofView(view))) {
      // In slices, so that other writes get their turn.
      while (await this.#write(() => rows.dropSlice(number)));
    }
  }

  async attachments(db: string, id: string): Promise<readonly Attachment[]> {
    return this.#reads.run(({ attachments }) => attachments.ofDocument(db, id))
  }

  async digestInUse(digest: string): Promise<boolean> {
    return this.#reads.run(({ attachments }) => attachments.inUse(digest))
  }

  async outbox(limit: number): Promise<readonly OutboxEvent[]> {
    return this.#reads.run(({ work }) => work.outbox(limit))
  }

  acknowledge(seq: number): Promise<void> {
    return this.#write(() => this.#workWrites.acknowledge(seq))
  }

  async claimJobs(claim: Parameters<Store['claimJobs']>[0]): Promise<readonly Job[]> {
    if (!this.#reads.run(({ work }) => work.anyDue(claim))) return []
    return this.#write(() => this.#workWrites.claim(claim))
  }

  finishJob(id: string, attempts: number): Promise<void> {
    return this.#write(() => this.#workWrites.finish(id, attempts))
  }

  retryJob(id: string, attempts: number, runAt: number, error: string): Promise<void> {
    return this.#write(() => this.#workWrites.retry(id, attempts, runAt, error))
  }

  extendJob(id: string, attempts: number, until: number): Promise<boolean> {
    return this.#write(() => this.#workWrites.extend(id, attempts, until))
  }

  async lease(name: string, holder: string, now: number, leaseMs: number): Promise<boolean> {
    // Who would not get it need not wait for the lock for writing.
    if (this.#reads.run(({ leases }) => leases.heldByOther(name, holder, now, leaseMs))) return false
    return this.#write(() => this.#leases.take(name, holder, now, leaseMs))
  }

  release(name: string, holder: string): Promise<void> {
    return this.#write(() => this.#leases.release(name, holder))
  }

  watch(listener: (change: RemoteChange) => void): () => void {
    return this.#peers.watch(listener)
  }

  say(topic: string, message: JsonObject): void {
    this.#peers.say(topic, message)
  }

  hear(topic: string, listener: (message: JsonObject) => void): () => void {
    return this.#peers.hear(topic, listener)
  }

  async readMeta(name: string): Promise<string | undefined> {
    return this.#reads.run(({ work }) => work.meta(name))
  }

  writeMeta(name: string, value: string | undefined): Promise<void> {
    return this.#write(() => this.#workWrites.setMeta(name, value))
  }

  async documentCounts(): Promise<readonly { readonly db: string; readonly documents: number }[]> {
    return this.#reads.run(({ inspection }) => inspection.counts())
  }

  async belongings(db: string, ids: readonly string[]): Promise<ReadonlyMap<string, Belongings>> {
    return this.#reads.run(({ inspection, attachments }) => inspection.belongings(db, ids, attachments))
  }

  async strays(remove: boolean): Promise<Strays> {
    return remove
      ? this.#write(() => removeStrays(this.#connection))
      : this.#reads.run(({ inspection }) => inspection.strays())
  }

  async jobs(page: { readonly after?: string; readonly limit: number }): Promise<readonly Job[]> {
    return this.#reads.run(({ inspection }) => inspection.jobs(page.after ?? '', page.limit))
  }

  async allMeta(): Promise<readonly { readonly name: string; readonly value: string }[]> {
    return this.#reads.run(({ inspection }) => inspection.meta())
  }

  async snapshot(): Promise<Snapshot> {
    return openSnapshot(() => connectReader(this.#file, this.#busyTimeoutMs))
  }

  async backup(file: string): Promise<void> {
    const backup = backUp(this.#file, file, this.#busyTimeoutMs)
    this.#backups.add(backup)
    try {
      await backup
    } catch (error) {
      throw asUnavailable(error)
    } finally {
      this.#backups.delete(backup)
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await this.#queue.close()
    this.#peers.close()
    await Promise.allSettled(this.#backups)
    this.#reads.close()
    try {
      // When another process is at work this does less, or nothing; that process will do it.
      this.#connection.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    } finally {
      this.#connection.close()
    }
  }

  async #told(committed: Promise<CommitOutcome>, steps: readonly Step[]): Promise<CommitOutcome> {
    const outcome = await committed
    if (outcome.outcome === 'done') this.#peers.tell(toldChanges(steps))
    return outcome
  }

  #write<T>(work: () => T): Promise<T> {
    return this.#queue.run(() => ({ keep: true, value: work() }))
  }
}
