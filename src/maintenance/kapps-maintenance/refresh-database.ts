import { setTimeout as pause } from 'node:timers/promises'
import { accountsDb, accountType } from '../../documents/accounts.ts'
import { Document } from '../../documents/document.ts'
import { accountDatabaseName } from '../../documents/write-plan.ts'
import { documentPages } from '../../documents/walk.ts'
import type { Services } from '../../modules/declaration/services.ts'
import type { MaintenanceIo } from '../registry.ts'
import { countdown } from '../every-account.ts'

type Needs = Pick<Services, 'documents'>

/** Whether there is such a database: it holds documents, or is that of an account. */
export async function isDatabase({ documents }: Needs, db: string): Promise<boolean> {
  if ((await documents.store.documents({ db, limit: 1 })).length > 0) return true
  return (await documents.find(accountsDb, db))?.type === accountType
}

/** Makes all listings of a database anew from its documents. */
export async function refreshDatabase({ documents }: Needs, db: string): Promise<void> {
  const { store, types } = documents
  for await (const page of documentPages(documents.store, { db }))
    for (const stored of page) {
      const views = types.views(stored.type).map(({ name }) => name)
      if (views.length === 0) continue
      const rows = stored.deleted ? [] : types.rows(new Document(stored))
      await store.reindex(stored.db, stored.id, stored.rev, views, rows)
    }
}

/** Makes the listings of several databases anew, saying of each where it is; waits `pauseMs` after each. */
export async function refreshDatabases(
  services: Needs,
  io: MaintenanceIo,
  databases: readonly string[],
  pauseMs = 0,
): Promise<void> {
  for (const [db, place] of countdown(databases)) {
    io.print(`${String(process.pid)} (${place}) refreshing database '${accountDatabaseName(db)}'`)
    await refreshDatabase(services, db)
    if (pauseMs > 0) await pause(pauseMs)
  }
}
