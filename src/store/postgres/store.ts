import { randomUUID } from 'node:crypto'
import type { JsonObject } from '../../json.ts'
import { StoreUnusable } from '../port.ts'
import type {
  Attachment,
  Belongings,
  CommitOutcome,
  Job,
  NewViewRow,
  OutboxEvent,
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
import { readAddress, type Tls } from './address.ts'
import { Connector, openingFailure } from './connect.ts'
import { DocumentReads } from './document-reads.ts'
import { GroupCommit } from './group-commit.ts'
import { Inspection } from './inspection.ts'
import { Links } from './links.ts'
import { isDistributed, migrate } from './migrations.ts'
import { Peers } from './peers.ts'
import { ViewReads } from './scan.ts'
import { SiftReads } from './sift.ts'
import { openSnapshot, type SnapshotSettings } from './snapshot.ts'
import { Work } from './work.ts'

/** How to use the database. */
export interface PostgresSettings {
  /** `postgres://user:password@host:port,host2:port2/database?…`. */
  readonly url: string
  /** Connections of this process, at least 5. */
  readonly connections: number
  /** How long a statement may take, in milliseconds. */
  readonly timeoutMs: number
  /** Protection of the connection; what the address says unless given. */
  readonly tls?: Tls
  /** File with the certificates of those who may vouch for the server. */
  readonly caFile?: string
}

/**
 * Opens the store in a PostgreSQL database and brings its tables up to date. Rejects with `StoreUnusable`
 * when it cannot ever work this way, and with `StoreUnavailable` when no server that takes writes answers.
 */
export async function openPostgres(settings: PostgresSettings): Promise<Store> {
  const { url, timeoutMs, tls, caFile, connections } = settings
  const address = readAddress(url)
  const ca = caFile ?? address.caFile
  const connector = await Connector.create(address, tls ?? address.tls ?? 'disable', ca, timeoutMs)
  const self = randomUUID()
  let links: Links | undefined
  let peers: Peers | undefined
  try {
    const client = await connector.connect({})
    const apart = await migrate(client)
      .then(() => isDistributed(client))
      .finally(() => client.end())
    links = new Links(connector, { connections, timeoutMs, apart })
    peers = new Peers(connector, links, self)
    await Promise.all([links.open(), peers.open()])
    const snapshots = { connector, timeoutMs, pulse: links.pulse, apart }
    return new PostgresStore(links, peers, new GroupCommit(links, self, timeoutMs), snapshots)
  } catch (error) {
    await Promise.all([links?.close(), peers?.close()])
    throw openingFailure(error)
  }
}

/** The engine for several processes on several machines. */
class PostgresStore implements Store {
  readonly engine = 'postgres'
  readonly shared = true
  readonly #links: Links
  readonly #peers: Peers
  readonly #groups: GroupCommit
  readonly #snapshots: SnapshotSettings
  readonly #documents: DocumentReads
  readonly #views: ViewReads
  readonly #sifted: SiftReads
  readonly #work: Work
  readonly #inspection: Inspection
  #closing: Promise<void> | undefined

  constructor(links: Links, peers: Peers, groups: GroupCommit, snapshots: SnapshotSettings) {
    this.#links = links
    this.#peers = peers
    this.#groups = groups
    this.#snapshots = snapshots
    this.#documents = new DocumentReads(links, snapshots.apart)
    this.#views = new ViewReads(links)
    this.#sifted = new SiftReads(links)
    this.#work = new Work(links)
    this.#inspection = new Inspection(links)
  }

  get(db: string, id: string): Promise<StoredDocument | undefined> {
    return this.#documents.get(db, id)
  }

  getMany(db: string, ids: readonly string[]): Promise<readonly StoredDocument[]> {
    return this.#documents.getMany(db, ids)
  }

  scan(scan: Scan): Promise<readonly ViewRow[]> {
    return this.#views.scan(scan)
  }

  sift(scan: Omit<Scan, 'documents'>, sieve: Sieve): Promise<Sifted> {
    return this.#sifted.sift(scan, sieve)
  }

  page(scan: Omit<Scan, 'documents'>): Promise<ViewPage> {
    return this.#views.page(scan)
  }

  count(range: Pick<Scan, 'db' | 'view' | 'low' | 'high'>): Promise<number> {
    return this.#views.count(range)
  }

  holder(key: UniqueKey): Promise<{ readonly db: string; readonly id: string } | undefined> {
    return this.#documents.holder(key)
  }

  documents(page: Parameters<Store['documents']>[0]): Promise<readonly StoredDocument[]> {
    return this.#documents.page(page)
  }

  databases(): Promise<readonly string[]> {
    return this.#documents.databases()
  }

  commit(steps: readonly Step[]): Promise<CommitOutcome> {
    return this.#groups.commit(steps)
  }

  reindex(
    db: string,
    id: string,
    rev: string,
    views: readonly string[],
    rows: readonly NewViewRow[],
  ): Promise<void> {
    return this.#work.reindex(db, id, rev, views, rows)
  }

  dropView(view: string): Promise<void> {
    return this.#work.dropView(view)
  }

  attachments(db: string, id: string): Promise<readonly Attachment[]> {
    return this.#work.attachments(db, id)
  }

  digestInUse(digest: string): Promise<boolean> {
    return this.#work.digestInUse(digest)
  }

  outbox(limit: number): Promise<readonly OutboxEvent[]> {
    return this.#work.outbox(limit)
  }

  acknowledge(seq: number): Promise<void> {
    return this.#work.acknowledge(seq)
  }

  claimJobs(claim: Parameters<Store['claimJobs']>[0]): Promise<readonly Job[]> {
    return this.#work.claimJobs(claim)
  }

  finishJob(id: string, attempts: number): Promise<void> {
    return this.#work.finishJob(id, attempts)
  }

  retryJob(id: string, attempts: number, runAt: number, error: string): Promise<void> {
    return this.#work.retryJob(id, attempts, runAt, error)
  }

  extendJob(id: string, attempts: number, until: number): Promise<boolean> {
    return this.#work.extendJob(id, attempts, until)
  }

  lease(name: string, holder: string, now: number, leaseMs: number): Promise<boolean> {
    return this.#work.lease(name, holder, now, leaseMs)
  }

  release(name: string, holder: string): Promise<void> {
    return this.#work.release(name, holder)
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

  readMeta(name: string): Promise<string | undefined> {
    return this.#work.readMeta(name)
  }

  writeMeta(name: string, value: string | undefined): Promise<void> {
    return this.#work.writeMeta(name, value)
  }

  documentCounts(): Promise<readonly { readonly db: string; readonly documents: number }[]> {
    return this.#inspection.documentCounts()
  }

  belongings(db: string, ids: readonly string[]): Promise<ReadonlyMap<string, Belongings>> {
    return this.#inspection.belongings(db, ids)
  }

  strays(remove: boolean): Promise<Strays> {
    return this.#inspection.strays(remove)
  }

  jobs(page: { readonly after?: string; readonly limit: number }): Promise<readonly Job[]> {
    return this.#inspection.jobs(page)
  }

  allMeta(): Promise<readonly { readonly name: string; readonly value: string }[]> {
    return this.#inspection.allMeta()
  }

  snapshot(): Promise<Snapshot> {
    return openSnapshot(this.#snapshots)
  }

  backup(): Promise<void> {
    return Promise.reject(
      new StoreUnusable('A PostgreSQL database is not backed up this way: use pg_dump --schema=crossbar'),
    )
  }

  close(): Promise<void> {
    this.#closing ??= this.#groups
      .close()
      .then(() => Promise.all([this.#links.close(), this.#peers.close()]))
      .then(() => undefined)
    return this.#closing
  }
}
