import { isFalse, isTrue } from '../../documents/coercion.ts'
import { isJsonObject, type JsonObject } from '../../json.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { termOf } from '../json-terms.ts'
import { defineMaintenance, type MaintenanceFunction, Refused } from '../registry.ts'
import { atom, document, errorWith, ok, okWith, tuple, type Term } from '../terms.ts'
import { getFunctions } from './get.ts'
import { setFunctions } from './set.ts'

/** A stored category with its id; `undefined` when nothing is stored. */
export function storedCategory({ config }: Services, id: string): JsonObject | undefined {
  const category = config.category(id)
  return category && { ...category, id }
}

const showCategory: MaintenanceFunction<Services> = {
  args: 'CATEGORY',
  summary: 'Shows all that is stored of a category',
  run: ([id = ''], _io, services) => {
    const category = storedCategory(services, id)
    return category ? okWith(document(category)) : errorWith(atom('not_found'))
  },
}

/** The system configuration (auth-and-system.md, "kapps_config and friends"). */
export const kappsConfig = defineMaintenance<Services>('kapps_config', {
  ...getFunctions,
  ...setFunctions,
  get_category: showCategory,
  fetch_category: showCategory,
  get_all_kvs: {
    args: 'CATEGORY',
    summary: 'Lists the settings of a category: those of this node if it has any, else those of all',
    run: ([id = ''], _io, { config }) => pairs(config.category(id), [config.node, 'default']),
  },
  flush: {
    args: '[CATEGORY [KEY [NODE]]]',
    summary: 'Reads the configuration again from the store',
    run: async (_args, _io, { config }) => {
      await config.load()
      return ok
    },
  },
  lock_db: {
    args: '[TRUE_OR_FALSE]',
    summary:
      'Keeps maintenance calls from changing the configuration until the server stops, or lets them again',
    run: ([locked = 'true'], _io, { config }) => {
      if (!isTrue(locked) && !isFalse(locked)) return new Refused('the argument is either true or false')
      config.lock(isTrue(locked))
      return ok
    },
  },
  is_locked: {
    args: '',
    summary: 'Tells whether maintenance calls may not change the configuration',
    run: (_args, _io, { config }) => config.locked,
  },
})

/** The members of the first section there is, as `{Key,Value}`. */
function pairs(category: JsonObject | undefined, sections: readonly string[]): readonly Term[] {
  for (const name of sections) {
    const section = category?.[name]
    if (isJsonObject(section)) return Object.entries(section).map(([key, value]) => tuple(key, termOf(value)))
  }
  return []
}
