import {
  autoloadCategory,
  autoloadedModules,
  autoloadKey,
  operatorName,
  urlName,
} from '../../modules/declaration/autoload.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { writeSetting } from '../kapps-config/write.ts'
import { type MaintenanceFunction, type MaintenanceIo, NoReturn, Refused } from '../registry.ts'
import { atom, failedTerm, ok, printTerm } from '../terms.ts'
import { printParagraph } from './paragraph.ts'

/** Functions of `crossbar_maintenance` on modules (auth-and-system.md, "crossbar_maintenance"). */
export const moduleFunctions: Readonly<Record<string, MaintenanceFunction<Services>>> = {
  running_modules: {
    args: '',
    summary: 'Lists the modules that answer',
    run: (_args, _io, { modules }) => modules.runningNames().map((name) => atom(operatorName(name))),
  },
  start_module: {
    args: 'MODULE',
    summary: 'Lets a module (cb_menus) answer, now and after the next start',
    run: async ([module = ''], io, services) => {
      if (!services.modules.start(urlName(module))) {
        printParagraph(io, `failed to start ${module}: not_found`)
        return failedTerm
      }
      // Without a list all modules run but optional ones: from now on there has to be one.
      const isOptional = services.modules.running(urlName(module))?.optional === true
      const usual = services.modules.runningNames().filter((name) => name !== urlName(module))
      const list = autoloadedModules(services.config) ?? (isOptional ? usual.map(operatorName) : undefined)
      if (!list || list.map(urlName).includes(urlName(module))) {
        printParagraph(io, `module ${module} started`)
        return ok
      }
      const kept = await keepList(services, io, [operatorName(urlName(module)), ...list])
      if (kept) return kept
      printParagraph(io, `started and added ${module} to autoloaded modules`)
      return ok
    },
  },
  stop_module: {
    args: 'MODULE',
    summary: 'Stops a module (cb_menus) from answering, now and after the next start',
    run: async ([module = ''], io, services) => {
      const { modules, config } = services
      const list = autoloadedModules(config) ?? modules.runningNames().map(operatorName)
      if (!modules.stop(urlName(module))) {
        printParagraph(io, `failed to stop ${module}: not_found`)
        return failedTerm
      }
      const kept = await keepList(
        services,
        io,
        list.filter((name) => urlName(name) !== urlName(module)),
      )
      if (kept) return kept
      printParagraph(io, `stopped and removed ${module} from autoloaded modules`)
      return ok
    },
  },
}

/** Adds modules that are new in this version to the list of those that are started, if there is a list. */
export async function addMissingModules(services: Services, io: MaintenanceIo): Promise<NoReturn | Refused> {
  const list = autoloadedModules(services.config)
  const known = new Set(list?.map(urlName))
  const missing = services.modules
    .all()
    .filter(({ name, optional }) => optional !== true && !known.has(name))
    .map(({ name }) => operatorName(name))
  if (!list || missing.length === 0) return new NoReturn()
  printParagraph(
    io,
    `  saving autoload_modules with missing modules added: ${printTerm(missing.map((name) => atom(name)))}`,
  )
  return (await keepList(services, io, [...list, ...missing].toSorted())) ?? new NoReturn()
}

/** Stores which modules are started with the server; gives back why that could not be done. */
async function keepList(
  services: Services,
  io: MaintenanceIo,
  list: readonly string[],
): Promise<Refused | undefined> {
  const place = { category: autoloadCategory, section: 'default', key: autoloadKey }
  const written = await writeSetting(services, io, place, list)
  return written instanceof Refused ? written : undefined
}
