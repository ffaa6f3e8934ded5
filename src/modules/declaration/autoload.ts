import type { SystemConfig } from '../../documents/system-config.ts'
import type { ModuleRegistry } from './registry.ts'

/** Where the list of the modules that run is kept (core.md §3, §29). */
export const autoloadCategory = 'crossbar'
export const autoloadKey = 'autoload_modules'

/** Name of a module as operators write it: `cb_menus`. */
export function operatorName(module: string): string {
  return `cb_${module}`
}

/** Name of a module in URLs, of the name operators write; the prefix may be missing. */
export function urlName(written: string): string {
  return written.startsWith('cb_') ? written.slice(3) : written
}

/** Modules that are to run, as operators write them; `undefined`: no one made a list, and all of them do. */
export function autoloadedModules(config: SystemConfig): readonly string[] | undefined {
  const list = config.value(autoloadCategory, autoloadKey)
  return Array.isArray(list) ? list.filter((name): name is string => typeof name === 'string') : undefined
}

/** Stops every module that is not among those to run. Names of the list that no module has are passed over. */
export function runAutoloaded(modules: ModuleRegistry, config: SystemConfig): void {
  const list = autoloadedModules(config)
  if (!list) return
  const wanted = new Set(list.map(urlName))
  for (const { name } of modules.all()) if (!wanted.has(name)) modules.stop(name)
}
