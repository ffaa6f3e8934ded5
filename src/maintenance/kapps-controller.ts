import type { Services } from '../modules/declaration/services.ts'
import { defineMaintenance } from './registry.ts'
import { atom } from './terms.ts'

/** What runs within the server: the API, which cannot be stopped alone. */
const applications = [atom('crossbar')]

/** The applications of the server (auth-and-system.md, "other modules worth offering"). */
export const kappsController = defineMaintenance<Services>('kapps_controller', {
  running_apps: { args: '', summary: 'Lists the applications that run', run: () => applications },
  list_apps: { args: '', summary: 'Lists the applications there are', run: () => applications },
  ready: {
    args: '',
    summary: 'Tells whether the server can serve: whether the store answers',
    run: (_args, _io, services) => isReady(services),
  },
})

/** The applications together (auth-and-system.md, "other modules worth offering"). */
export const kazooAppsMaintenance = defineMaintenance<Services>('kazoo_apps_maintenance', {
  ready: {
    args: '',
    summary: 'Tells whether all applications run',
    run: (_args, _io, services) => isReady(services),
  },
  check: {
    args: '',
    summary: 'Says whether all applications run',
    run: async (_args, io, services) => {
      const ready = await isReady(services)
      io.print(ready ? 'all kazoo applications have been started' : 'some kazoo applications are not running')
      return ready
    },
  },
})

function isReady({ documents }: Services): Promise<boolean> {
  return documents.store.readMeta('ready').then(
    () => true,
    () => false,
  )
}
