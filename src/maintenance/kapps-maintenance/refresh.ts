import { Document } from '../../documents/document.ts'
import { rebuildViews } from '../../documents/rebuild.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { databaseId } from '../database-id.ts'
import type { MaintenanceFunction, MaintenanceIo } from '../registry.ts'
import { ok } from '../terms.ts'

/** Documents read at a time. */
const stride = 200

/** Functions of `kapps_maintenance` that make listings anew (auth-and-system.md, "other modules worth offering"). */
export const refreshFunctions: Readonly<Record<string, MaintenanceFunction<Services>>> = {
  refresh: {
    args: '[DATABASE]',
    summary: 'Makes all listings of a database anew, or of all databases',
    run: async ([db], io, services) => {
      const { store } = services.documents
      const names = db === undefined ? await store.databases() : [databaseId(db)]
      for (const [at, name] of names.entries())
        await refreshDatabase(services, io, name, `${String(at + 1)}/${String(names.length)}`)
      return ok
    },
  },
  refresh_account: {
    args: 'ACCOUNT',
    summary: 'Makes all listings of an account anew',
    run: async ([account = ''], io, services) => {
      await refreshDatabase(services, io, databaseId(account), '1/1')
      return ok
    },
  },
  register_views: {
    args: '',
    summary: 'Makes listings anew whose definition changed',
    run: async (_args, io, { documents }) => {
      for (const view of await rebuildViews(documents, () => false)) io.print(`rebuilt ${view}`)
      return ok
    },
  },
  flush_getby_cache: {
    args: '',
    summary: 'Forgets accounts and all else that was read from the store',
    run: (_args, _io, { documents }) => {
      documents.forgetEverywhere()
      return ok
    },
  },
}

async function refreshDatabase(
  { documents }: Services,
  io: MaintenanceIo,
  db: string,
  place: string,
): Promise<void> {
  io.print(`${String(process.pid)} (${place}) refreshing database '${db}'`)
  const { store, types } = documents
  let after: { db: string; id: string } | undefined
  for (;;) {
    const page = await store.documents({ db, limit: stride, ...(after && { after }) })
    for (const stored of page) {
      const views = types.views(stored.type).map(({ name }) => name)
      if (views.length === 0) continue
      const rows = stored.deleted ? [] : types.rows(new Document(stored))
      await store.reindex(stored.db, stored.id, stored.rev, views, rows)
    }
    after = page.at(-1)
    if (!after) return
  }
}
