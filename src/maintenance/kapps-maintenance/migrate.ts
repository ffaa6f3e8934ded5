import type { Services } from '../../modules/declaration/services.ts'
import { migrateAccountsData } from '../account-data/functions.ts'
import { addMissingModules } from '../crossbar-maintenance/modules.ts'
import { milliseconds, workers } from '../numbers.ts'
import type { NoReturn } from '../registry.ts'
import { type MaintenanceFunction, type MaintenanceIo, Refused } from '../registry.ts'
import { refreshDatabases } from './refresh-database.ts'

/** Functions of `kapps_maintenance` for the time after an upgrade (auth-and-system.md, "other modules worth offering"). */
export const migrateFunctions: Readonly<Record<string, MaintenanceFunction<Services>>> = {
  migrate: {
    args: '[PAUSE_MS]',
    summary: 'Makes all listings anew, brings data of accounts into their present form, adds new modules',
    run: ([pause = '0'], io, services) => migrate(services, io, '1', pause),
  },
  parallel_migrate: {
    args: 'WORKERS [PAUSE_MS]',
    summary: 'As migrate, with several databases at a time',
    run: ([count = '', pause = '0'], io, services) => migrate(services, io, count, pause, true),
  },
}

/** Makes all listings anew, and brings data into the form of this version. */
export async function migrate(
  services: Services,
  io: MaintenanceIo,
  workersText: string,
  pauseText: string,
  isParallel = false,
): Promise<NoReturn | Refused> {
  const count = workers(workersText)
  const pause = milliseconds(pauseText)
  if (count instanceof Refused) return count
  if (pause instanceof Refused) return pause
  const databases = await services.documents.store.databases()
  if (isParallel) io.print(`splitting ${String(databases.length)} databases amoung ${String(count)} workers`)
  const shares = Array.from({ length: count }, (_, share) =>
    databases.filter((_db, at) => at % count === share),
  )
  await Promise.all(
    shares.map(async (share, at) => {
      const self = String(process.pid)
      if (isParallel)
        io.print(`${self} parallel migrate worker ${String(at + 1)} with ${String(share.length)} databases`)
      io.print(`${self} updating dbs...`)
      await refreshDatabases(services, io, share, pause)
    }),
  )
  await migrateAccountsData(services, io)
  return await addMissingModules(services, io)
}
