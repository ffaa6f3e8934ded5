import type pg from 'pg'
import type { Snapshot, Store } from '../port.ts'
import { StoreUnavailable } from '../port.ts'
import type { Connector } from './connect.ts'
import { DocumentReads } from './document-reads.ts'
import { asUnavailable } from './errors.ts'
import { documentCounts } from './inspection.ts'
import { Link, type Pulse } from './link.ts'
import { longFactor, planningOf, type Reading } from './links.ts'
import { attachments, namedValue } from './work.ts'

/** How often it is looked whether the database answers still, in milliseconds. */
const roundMs = 1000

/** What a snapshot takes over from its store. */
export interface SnapshotSettings {
  readonly connector: Connector
  /** How long a statement may take, in milliseconds; reads of very many rows take longer. */
  readonly timeoutMs: number
  readonly pulse: Pulse
  /** Whether tenants lie on different machines. */
  readonly apart: boolean
}

/**
 * Begins to read one moment of the database: a transaction (`REPEATABLE READ`) on a connection of its own. Rejects with
 * `StoreUnavailable` when no server that takes writes answers.
 */
export async function openSnapshot(settings: SnapshotSettings): Promise<Snapshot> {
  const { connector, pulse, apart } = settings
  const timeoutMs = settings.timeoutMs * longFactor
  let opened = false
  const connect = async (): Promise<pg.Client> => {
    // Another connection would see another moment.
    if (opened) throw new StoreUnavailable('the connection was lost in the middle of it')
    const client = await connector.connect({
      ...planningOf(apart),
      statement_timeout: String(timeoutMs),
      // Whoever reads may take a long time over a document.
      idle_in_transaction_session_timeout: '0',
    })
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
    // The moment is that of the first statement.
    await client.query('SELECT 1')
    opened = true
    return client
  }
  const link = new Link({ connect, timeoutMs, pulse, silenceMs: settings.timeoutMs })
  try {
    await link.open()
  } catch (error) {
    await link.close()
    throw asUnavailable(error)
  }
  const round = setInterval(() => link.checkProgress(performance.now()), roundMs).unref()
  const links: Reading = {
    long: link,
    over: (_, statement, values) => link.run(statement, values),
    read: (statement, values) => link.run(statement, values),
  }
  const documents = new DocumentReads(links, apart)
  return {
    get: (db, id) => documents.get(db, id),
    documents: (page: Parameters<Store['documents']>[0]) => documents.page(page),
    databases: () => documents.databases(),
    documentCounts: () => documentCounts(links),
    attachments: (db, id) => attachments(links, db, id),
    readMeta: (name) => namedValue(links, name),
    close: async () => {
      clearInterval(round)
      await link.close()
    },
  }
}
