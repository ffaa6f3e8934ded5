import { runAutoloaded } from '../modules/declaration/autoload.ts'
import type { Services } from '../modules/declaration/services.ts'
import { defineMaintenance, type MaintenanceFunction, type MaintenanceIo, NoReturn } from './registry.ts'
import { atom, errorWith, ok, okWith, type Term } from './terms.ts'

/** The only application: the API, which is the server itself. */
const application = 'crossbar'

const applications = [atom(application)]

/** Why the only application cannot be stopped alone. */
const isServer = 'it is the server itself, and stops with its process'

/** The applications of the server (auth-and-system.md, "other modules worth offering"). */
export const kappsController = defineMaintenance<Services>('kapps_controller', {
  running_apps: { args: '', summary: 'Lists the applications that run', run: () => applications },
  list_apps: { args: '', summary: 'Lists the applications there are', run: () => applications },
  ready: {
    args: '',
    summary: 'Tells whether the server can serve: whether the store answers',
    run: (_args, _io, services) => isReady(services),
  },
  start_app: {
    args: 'APPLICATION',
    summary: 'Starts an application; crossbar runs always',
    run: ([name]) => (name === application ? okWith([]) : errorWith(atom('not_found'))),
  },
  stop_app: {
    args: 'APPLICATION',
    summary: 'Says why crossbar, the server itself, is not stopped alone',
    // What is not there does not run, which is all that was asked for.
    run: ([name]) => (name === application ? errorWith(isServer) : ok),
  },
  restart_app: {
    args: 'APPLICATION',
    summary: 'Reads configuration, modules to run and all else again from the store',
    run: async ([name], _io, services): Promise<Term> => {
      if (name !== application) return errorWith(atom('not_found'))
      await restart(services)
      return okWith([])
    },
  },
})

/** The applications together (auth-and-system.md, "other modules worth offering"). */
export const kazooAppsMaintenance = defineMaintenance<Services>('kazoo_apps_maintenance', {
  start: changing('start', 'Starts an application; crossbar runs always', (io) => {
    io.print(`started application ${application}`)
    return new NoReturn()
  }),
  stop: changing('stop', 'Says why crossbar, the server itself, is not stopped alone', (io) => {
    io.print(`unable to stop kazoo application ${application}: ${isServer}`)
    return new NoReturn(2)
  }),
  restart: changing(
    'restart',
    'Reads configuration, modules to run and all else again from the store',
    async (io, services) => {
      await restart(services)
      io.print(`restarted kazoo application ${application}`)
      return new NoReturn()
    },
  ),
  ready: {
    args: '',
    summary: 'Says whether all applications run',
    run: async (_args, io, services) => {
      const ready = await isReady(services)
      io.print(ready ? 'all kazoo applications have been started' : 'some kazoo applications are not running')
      return new NoReturn(ready ? 0 : 2)
    },
  },
  check: {
    args: '',
    summary: 'Shows which applications run, and which should',
    run: async (_args, io, services) => {
      const ready = await isReady(services)
      for (const state of ready ? ['running', 'configured'] : ['missing', 'configured'])
        io.print(`${state.padStart(11)} application: ${application}`)
      return new NoReturn(ready ? 0 : 2)
    },
  },
})

/** A function on one application, of which there is one. */
function changing(
  verb: string,
  summary: string,
  change: (io: MaintenanceIo, services: Services) => NoReturn | Promise<NoReturn>,
): MaintenanceFunction<Services> {
  return {
    args: 'APPLICATION',
    summary,
    run: ([name = ''], io, services) => {
      if (name === application) return change(io, services)
      io.print(`unable to ${verb} kazoo application ${name}: not_found`)
      return new NoReturn(2)
    },
  }
}

async function restart({ config, documents, modules }: Services): Promise<void> {
  await config.load()
  runAutoloaded(modules, config)
  documents.forgetEverywhere()
}

function isReady({ documents }: Services): Promise<boolean> {
  return documents.store.readMeta('ready').then(
    () => true,
    () => false,
  )
}
