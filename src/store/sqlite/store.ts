import { setImmediate as nextTurn } from 'node:timers/promises'
import type {
  Attachment,
  CommitOutcome,
  Job,
  NewViewRow,
  OutboxEvent,
  Scan,
  Step,
  Store,
  StoredDocument,
  UniqueKey,
  ViewRow,
} from '../port.ts'
import { AttachmentReads } from './attachments.ts'
import { backUp } from './backup.ts'
import { BatchWrites } from './batch.ts'
import { connect } from './connection.ts'
import type { Connections, ConnectionSettings } from './connection.ts'
import { DocumentReads } from './documents.ts'
import { asUnavailable } from './errors.ts'
import { GroupCommit } from './group-commit.ts'
import { ViewReads } from './scan.ts'
import { WorkReads, WorkWrites } from './work.ts'

/**
 * Opens the embedded store in a file, creating it when it is not there. Rejects with
 * `StoreUnusable` when the file is not one of ours or too new, or cannot be written.
 */
export async function openSqlite(file: string, settings: ConnectionSettings): Promise<Store> {
  return new SqliteStore(file, await connect(file, settings), settings.busyTimeoutMs)
}

/**
 * The embedded engine. Reads are answered at once on a connection of their own; all
 * writes go through one queue (`GroupCommit`). Other processes may use the same file.
 */
class SqliteStore implements Store {
  readonly engine = 'sqlite'
  readonly #file: string
  readonly #busyTimeoutMs: number
  readonly #connections: Connections
  readonly #queue: GroupCommit
  readonly #documents: DocumentReads
  readonly #views: ViewReads
  readonly #attachments: AttachmentReads
  readonly #work: WorkReads
  readonly #batches: BatchWrites
  readonly #workWrites: WorkWrites
  readonly #backups = new Set<Promise<void>>()
  #closing: Promise<void> | undefined

  constructor(file: string, connections: Connections, busyTimeoutMs: number) {
    const { reader, writer } = connections
    this.#file = file
    this.#busyTimeoutMs = busyTimeoutMs
    this.#connections = connections
    this.#queue = new GroupCommit(writer, busyTimeoutMs)
    this.#documents = new DocumentReads(reader)
    this.#views = new ViewReads(reader)
    this.#attachments = new AttachmentReads(reader)
    this.#work = new WorkReads(reader)
    this.#workWrites = new WorkWrites(writer)
    this.#batches = new BatchWrites(writer, this.#workWrites)
  }

  async get(db: string, id: string): Promise<StoredDocument | undefined> {
    return reading(() => this.#documents.get(db, id))
  }

  async getMany(db: string, ids: readonly string[]): Promise<readonly StoredDocument[]> {
    return reading(() => this.#documents.getMany(db, ids))
  }

  async scan(scan: Scan): Promise<readonly ViewRow[]> {
    return reading(() => this.#views.scan(scan))
  }

  async count(range: Pick<Scan, 'db' | 'view' | 'low' | 'high'>): Promise<number> {
    return reading(() => this.#views.count(range))
  }

  async holder(key: UniqueKey): Promise<{ readonly db: string; readonly id: string } | undefined> {
    return reading(() => this.#documents.holder(key))
  }

  async documents(page: Parameters<Store['documents']>[0]): Promise<readonly StoredDocument[]> {
    const found: StoredDocument[] = []
    let from = page
    for (;;) {
      const piece = reading(() => this.#documents.page(from))
      found.push(...piece.documents)
      if (!piece.next || found.length >= page.limit) return found
      from = { ...page, after: piece.next, limit: page.limit - found.length }
      // Looking for a rare type may take many pieces: others get their turn in between.
      await nextTurn()
    }
  }

  async databases(): Promise<readonly string[]> {
    return reading(() => this.#documents.databases())
  }

  commit(steps: readonly Step[]): Promise<CommitOutcome> {
    return this.#queue.run(() => {
      const value = this.#batches.apply(steps)
      return { keep: value.outcome === 'done', value }
    })
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
    let db = await this.#write(() => rows.nextDatabase(''))
    while (db !== undefined) {
      const at = db
      // In slices, so that other writes get their turn.
      while (await this.#write(() => rows.dropSlice(at, view)));
      db = await this.#write(() => rows.nextDatabase(at))
    }
  }

  async attachments(db: string, id: string): Promise<readonly Attachment[]> {
    return reading(() => this.#attachments.ofDocument(db, id))
  }

  async digestInUse(digest: string): Promise<boolean> {
    return reading(() => this.#attachments.inUse(digest))
  }

  async outbox(limit: number): Promise<readonly OutboxEvent[]> {
    return reading(() => this.#work.outbox(limit))
  }

  acknowledge(seq: number): Promise<void> {
    return this.#write(() => this.#workWrites.acknowledge(seq))
  }

  async claimJobs(claim: Parameters<Store['claimJobs']>[0]): Promise<readonly Job[]> {
    if (!reading(() => this.#work.anyDue(claim))) return []
    return this.#write(() => this.#workWrites.claim(claim))
  }

  finishJob(id: string): Promise<void> {
    return this.#write(() => this.#workWrites.finish(id))
  }

  retryJob(id: string, runAt: number, error: string): Promise<void> {
    return this.#write(() => this.#workWrites.retry(id, runAt, error))
  }

  async readMeta(name: string): Promise<string | undefined> {
    return reading(() => this.#work.meta(name))
  }

  writeMeta(name: string, value: string | undefined): Promise<void> {
    return this.#write(() => this.#workWrites.setMeta(name, value))
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
    await Promise.allSettled(this.#backups)
    const { reader, writer } = this.#connections
    reader.close()
    try {
      // When another process is at work this does less, or nothing; that process will do it.
      writer.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    } finally {
      writer.close()
    }
  }

  #write<T>(work: () => T): Promise<T> {
    return this.#queue.run(() => ({ keep: true, value: work() }))
  }
}

/** Does a read; trouble with the database's surroundings becomes `StoreUnavailable`. */
function reading<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw asUnavailable(error)
  }
}
