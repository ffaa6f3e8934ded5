import { isJsonObject, type Json, type JsonObject } from '../json.ts'
import type { SystemConfig } from '../documents/system-config.ts'
import { toText } from '../documents/coercion.ts'
import type { Context } from './declaration/context.ts'
import { anywhere, type Module } from './declaration/module.ts'
import { dataResult, type Result } from './declaration/results.ts'

/** Category of the system configuration, where an expression is a key and what to do with it the value. */
const category = 'dialplans'

/** The system's dial plans, for `dial_plan.system` of accounts, users and devices (accounts-and-pbx.md, "dialplans"). */
export default {
  name: 'dialplans',
  operations: [
    anywhere('GET', '', {
      summary: "Shows the system's dial plans by name",
      permission: 'tree',
      accountless: 'superduper',
      handle: readDialplans,
    }),
  ],
} satisfies Module

function readDialplans({ services }: Context): Result {
  const entries = Object.entries(configured(services.config)).flatMap(([regex, plans]) =>
    listOf(plans).flatMap((plan) => (isJsonObject(plan) ? [named(regex, plan)] : [])),
  )
  return dataResult(Object.fromEntries(entries))
}

/** Every key of the category: this node's value, else its zone's, else the default section's. */
function configured(config: SystemConfig): JsonObject {
  const sections = config.category(category)
  const keys = ['default', config.zone, config.node].flatMap((name) => {
    const section = sections && Object.hasOwn(sections, name) ? sections[name] : undefined
    return isJsonObject(section) ? Object.entries(section) : []
  })
  return Object.fromEntries(keys)
}

function named(regex: string, plan: JsonObject): readonly [string, JsonObject] {
  const name = toText(plan['name'])
  return name === undefined ? [regex, { ...plan, name: regex }] : [name, { ...plan, regex }]
}

function listOf(value: Json | undefined): readonly (Json | undefined)[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [value]
}
