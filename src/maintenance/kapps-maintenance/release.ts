import { accountsDb } from '../../documents/accounts.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { schemaNames } from '../../schemas/index.ts'
import { type MaintenanceFunction, type MaintenanceIo, Refused } from '../registry.ts'
import { atom, ok, type Term } from '../terms.ts'
import { migrate } from './migrate.ts'
import { checkEveryConfig } from './system-configs.ts'

/** A check; gives back what is wrong, if anything is. */
interface Check {
  readonly saying: string
  readonly run: (services: Services, io: MaintenanceIo) => Promise<string | undefined>
}

const checks: readonly Check[] = [
  {
    saying: 'checking that kapps have started',
    run: async ({ documents, modules }) => {
      await documents.store.readMeta('ready')
      return modules.runningNames().length > 0 ? undefined : 'no module runs'
    },
  },
  {
    saying: 'checking the system configuration',
    run: async (services, io) => {
      // It says what is wrong; an operator's unusual setting is no reason not to run.
      await checkEveryConfig(services, io)
      return undefined
    },
  },
  {
    saying: 'checking the schemas',
    run: async ({ validator }) => {
      await validator.warm(schemaNames())
      return undefined
    },
  },
  {
    saying: 'checking the master account',
    run: async ({ accounts, documents }) => {
      const id = accounts.masterId
      const master = id === undefined ? undefined : await documents.find(accountsDb, id)
      if (!master) return 'there is no master account'
      const isAdmin = master.hidden['pvt_superduper_admin'] === true
      return isAdmin ? undefined : `the master account ${master.id} does not administer the system`
    },
  },
  {
    saying: 'migrating',
    run: async (services, io) => {
      const done = await migrate(services, io, '1', '0')
      return done instanceof Refused ? done.message : undefined
    },
  },
]

/** Functions of `kapps_maintenance` on the installation as a whole (auth-and-system.md, "other modules worth offering"). */
export const releaseFunctions: Readonly<Record<string, MaintenanceFunction<Services>>> = {
  check_release: {
    args: '',
    summary: 'Checks configuration, schemas, master account and data as after an upgrade; the server goes on',
    run: checkRelease,
  },
}

/** The original stops the node in the end, and makes a master account with a known password where there is none. */
async function checkRelease(_args: readonly string[], io: MaintenanceIo, services: Services): Promise<Term> {
  for (const { saying, run } of checks) {
    io.print(saying)
    const startedAt = performance.now()
    const wrong = await run(services, io)
    const took = String(Math.round(performance.now() - startedAt))
    if (wrong !== undefined) {
      io.print(`check failed after ${took}ms: ${wrong}`)
      io.print('check_release/0 failed')
      return atom('error')
    }
    io.print(`check finished in ${took}ms`)
  }
  io.print('check_release/0 succeeded')
  return ok
}
