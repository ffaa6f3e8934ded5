import type { SystemConfig } from '../../documents/system-config.ts'
import type { Store } from '../../store/port.ts'
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

/** Modules that are to run, as operators write them; `undefined`: no one made a list, and all but optional ones do. */
export function autoloadedModules(config: SystemConfig): readonly string[] | undefined {
  const list = config.value(autoloadCategory, autoloadKey)
  return Array.isArray(list) ? list.filter((name): name is string => typeof name === 'string') : undefined
}

/** Lets those modules run that are to, and no others. Names of the list that no module has are passed over. */
export function runAutoloaded(modules: ModuleRegistry, config: SystemConfig): void {
  const list = autoloadedModules(config)
  if (!list) return
  const wanted = new Set(list.map(urlName))
  for (const { name } of modules.all())
    if (wanted.has(name)) modules.start(name)
    else modules.stop(name)
}

/** What processes say to each other when a module begins or ceases to run. */
const topic = 'modules'

/**
 * Lets modules run and cease with those of the other processes that share the store. The list alone would not do:
 * it is for the next start, and may be changed without meaning now.
 */
export function switchTogether(modules: ModuleRegistry, config: SystemConfig, store: Store): void {
  let following = false
  const follow = (work: () => void): void => {
    following = true
    work()
    following = false
  }
  modules.onSwitch((name, running) => {
    if (!following) store.say(topic, { name, running })
  })
  store.hear(topic, ({ name, running }) => {
    if (typeof name === 'string')
      follow(() => void (running === true ? modules.start(name) : modules.stop(name)))
  })
  // Something may have been missed; whoever starts or stops a module keeps the list.
  config.onChange((category) => {
    if (category === undefined) follow(() => runAutoloaded(modules, config))
  })
}
