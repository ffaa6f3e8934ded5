import { isFalse, isTrue, toInteger, toNumber } from '../../documents/coercion.ts'
import type { Json } from '../../json.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { jsonOf } from '../json-terms.ts'
import { type MaintenanceFunction, Refused } from '../registry.ts'
import type { Term } from '../terms.ts'
import { keyOf } from './key.ts'
import { sectionFor, writeSetting } from './write.ts'

type ConfigFunction = MaintenanceFunction<Services>

/** Reads a value as it is to be stored; `undefined`: it cannot be stored so. */
type Reader = (value: Term, text: string) => Json | undefined

/** As it was written: text, unless the operator wrote terms. */
const asWritten: Reader = jsonOf

/** `set`: where this node, or the one named, has the key already, there; else for everyone. */
function setting(summary: string, read: Reader, kind: string): ConfigFunction {
  return {
    args: 'CATEGORY KEY VALUE [NODE]',
    summary,
    run: async ([category = '', , text = '', node], io, services) => {
      const key = keyOf(io.terms[1])
      const value = read(io.terms[2] ?? text, text)
      if (value === undefined) return new Refused(`${text} is not ${kind}`)
      const section = sectionFor(services, category, key, node ?? services.config.node)
      return await writeSetting(services, io, { category, section, key }, value)
    },
  }
}

/** `set_default` and `set_node`: in a section that is told. */
function settingIn(args: string, summary: string): ConfigFunction {
  return {
    args,
    summary,
    run: async ([category = '', , text = '', section = 'default'], io, services) => {
      const value = asWritten(io.terms[2] ?? text, text)
      if (value === undefined) return new Refused(`${text} cannot be stored`)
      return await writeSetting(services, io, { category, section, key: keyOf(io.terms[1]) }, value)
    },
  }
}

/** Functions of `kapps_config` that change a setting (auth-and-system.md, "kapps_config and friends"). */
export const setFunctions: Readonly<Record<string, ConfigFunction>> = {
  set: setting('Sets a value, as text', asWritten, 'a value that can be stored'),
  set_default: settingIn('CATEGORY KEY VALUE', 'Sets a value for all nodes, as text'),
  update_default: settingIn('CATEGORY KEY VALUE', 'Sets a value for all nodes, as text'),
  set_node: settingIn('CATEGORY KEY VALUE NODE', 'Sets a value for one node or zone, as text'),
  set_string: setting('Sets a text', (_, text) => text, 'a text'),
  set_integer: setting('Sets a whole number', (_, text) => wholeNumber(text), 'a whole number'),
  set_float: setting('Sets a number', (_, text) => toNumber(text), 'a number'),
  set_boolean: setting('Sets true or false', (_, text) => trueOrFalse(text), 'true or false'),
  set_json: setting('Sets a value written as JSON', (_, text) => parsed(text), 'JSON'),
}

function wholeNumber(text: string): number | undefined {
  const number = toInteger(text)
  return String(number) === text.replace(/^\+/, '') ? number : undefined
}

function trueOrFalse(text: string): boolean | undefined {
  return isTrue(text) ? true : isFalse(text) ? false : undefined
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
