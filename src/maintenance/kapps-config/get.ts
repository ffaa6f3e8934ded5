import { systemDefaults } from '../../documents/account-config.ts'
import { isEmpty, isFalse, isTrue, toInteger, toNumber } from '../../documents/coercion.ts'
import { isJsonObject, type Json, valueAt } from '../../json.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { jsonOf, termOf } from '../json-terms.ts'
import { type MaintenanceFunction, type MaintenanceIo, Refused } from '../registry.ts'
import { atom, type Term } from '../terms.ts'
import { keyOf } from './key.ts'
import { writeSetting } from './write.ts'

type ConfigFunction = MaintenanceFunction<Services>

/** Reads a stored value as what is asked for; `undefined`: it is none. */
type Cast = (value: Json) => Term | undefined

/**
 * The value of a setting: what is set for the node, its zone or everyone, else the default of the
 * category's schema.
 */
export async function settingOf(
  { config, validator }: Services,
  category: string,
  key: string,
  node: string = config.node,
): Promise<Json | undefined> {
  return (
    config.value(category, key, node) ?? valueAt(await systemDefaults(validator, category), key.split('.'))
  )
}

/** `get` in one of its kinds. A default that is given becomes the setting when there is none. */
function getting(summary: string, cast: Cast): ConfigFunction {
  return {
    args: 'CATEGORY KEY [DEFAULT [NODE]]',
    summary,
    run: async ([category = '', , fallback, node], io, services) => {
      const key = keyOf(io.terms[1])
      const set = services.config.value(category, key, node)
      if (set === undefined && fallback !== undefined)
        return await takeDefault(services, io, category, key, cast)
      const value = set ?? (await settingOf(services, category, key, node))
      return value === undefined ? termOf(value) : (cast(value) ?? atom('undefined'))
    },
  }
}

async function takeDefault(
  services: Services,
  io: MaintenanceIo,
  category: string,
  key: string,
  cast: Cast,
): Promise<Term | Refused> {
  const value = jsonOf(io.terms[2] ?? '')
  const term = value === undefined ? undefined : cast(value)
  if (value === undefined || term === undefined)
    return new Refused('the default is not of the kind asked for')
  const written = await writeSetting(services, io, { category, section: 'default', key }, value)
  return written instanceof Refused ? written : term
}

/** Functions of `kapps_config` that read a setting (auth-and-system.md, "kapps_config and friends"). */
export const getFunctions: Readonly<Record<string, ConfigFunction>> = {
  get: getting('Shows a value', termOf),
  get_current: getting('Shows a value', termOf),
  get_string: getting('Shows a value as text', text),
  get_binary: getting('Shows a value as text', text),
  get_ne_binary: getting('Shows a value as text, unless it is empty', (value) =>
    isEmpty(value) ? undefined : text(value),
  ),
  get_ne_binaries: getting('Shows a list of texts', (value) =>
    Array.isArray(value) && value.length > 0 ? value.map((item: Json) => text(item) ?? '') : undefined,
  ),
  get_atom: getting('Shows a value as an atom', (value) => {
    const name = text(value)
    return name === undefined ? undefined : atom(name)
  }),
  get_integer: getting('Shows a value as a whole number', toInteger),
  get_pos_integer: getting('Shows a whole number above zero', (value) => atLeast(1, value)),
  get_non_neg_integer: getting('Shows a whole number not below zero', (value) => atLeast(0, value)),
  get_float: getting('Shows a value as a number', toNumber),
  get_boolean: getting('Shows a value as true or false', (value) =>
    isTrue(value) ? true : isFalse(value) ? false : undefined,
  ),
  get_is_true: getting('Tells whether a value is true', isTrue),
  is_true: getting('Tells whether a value is true', isTrue),
  get_is_false: getting('Tells whether a value is false', isFalse),
  get_json: getting('Shows an object', (value) => (isJsonObject(value) ? termOf(value) : undefined)),
  get_jsons: getting('Shows a list of objects', (value) =>
    Array.isArray(value) && value.every(isJsonObject) ? termOf(value) : undefined,
  ),
  get_node_value: {
    args: 'CATEGORY KEY [DEFAULT [NODE]]',
    summary: 'Shows a value only if it is set for this node, or the one named',
    run: ([category = '', , , node], io, { config }) => {
      const value = config.sectionValue(category, node ?? config.node, keyOf(io.terms[1]))
      return value === undefined && io.terms[2] !== undefined ? io.terms[2] : termOf(value)
    },
  },
}

function text(value: Json): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined
}

function atLeast(least: number, value: Json): number | undefined {
  const number = toInteger(value)
  return number !== undefined && number >= least ? number : undefined
}
