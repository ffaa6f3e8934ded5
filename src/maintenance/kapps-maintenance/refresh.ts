import { setTimeout as pause } from 'node:timers/promises'
import { rebuildViews } from '../../documents/rebuild.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { databaseId } from '../database-id.ts'
import { milliseconds } from '../numbers.ts'
import { type MaintenanceFunction, type MaintenanceIo, NoReturn, Refused } from '../registry.ts'
import { atom, errorWith, ok, type Term } from '../terms.ts'
import { isDatabase, refreshDatabase, refreshDatabases } from './refresh-database.ts'

/** Functions of `kapps_maintenance` that make listings anew (auth-and-system.md, "other modules worth offering"). */
export const refreshFunctions: Readonly<Record<string, MaintenanceFunction<Services>>> = {
  refresh: {
    args: '[DATABASE]',
    summary: 'Makes all listings of a database anew, or of all databases',
    run: async ([db], io, services) => {
      if (db !== undefined) return await refreshOne(services, db)
      await refreshDatabases(services, io, await services.documents.store.databases())
      return new NoReturn()
    },
  },
  refresh_account: {
    args: 'ACCOUNT',
    summary: 'Makes all listings of an account anew',
    run: ([account = ''], _io, services) => refreshOne(services, account),
  },
  rebuild_db: {
    args: 'DATABASE [PAUSE_MS]',
    summary: 'Makes all listings of a database anew; its documents stay',
    run: async ([db = '', text = '0'], _io, services) => {
      const wait = milliseconds(text)
      if (wait instanceof Refused) return wait
      await pause(wait)
      return await refreshOne(services, db)
    },
  },
  register_views: {
    args: '',
    summary: 'Makes listings anew whose definition changed',
    run: async (_args, io, services) => {
      await registerViews(services, io)
      return ok
    },
  },
  init_system: {
    args: '',
    summary: 'Reads the configuration again, and makes listings anew whose definition changed',
    run: async (_args, io, services) => {
      await services.config.load()
      await registerViews(services, io)
      io.print('system initialized')
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

async function refreshOne(services: Services, written: string): Promise<Term> {
  const db = databaseId(written)
  if (!(await isDatabase(services, db))) return errorWith(atom('db_not_found'))
  await refreshDatabase(services, db)
  return ok
}

async function registerViews({ documents }: Services, io: MaintenanceIo): Promise<void> {
  for (const view of await rebuildViews(documents, () => false)) io.print(`rebuilt ${view}`)
}
