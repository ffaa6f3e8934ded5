import type { Json, JsonObject } from '../../json.ts'
import { choiceKeywords } from './keywords/choices.ts'
import { listKeywords } from './keywords/lists.ts'
import { numberKeywords } from './keywords/numbers.ts'
import { objectKeywords } from './keywords/objects.ts'
import { referenceKeywords } from './keywords/references.ts'
import { textKeywords } from './keywords/texts.ts'
import { typeKeywords } from './keywords/types.ts'
import { extensionKeywords } from './extensions/keywords.ts'
import type { Check } from './pass.ts'

/*
 * Schemas become closures, one a keyword. A general validator (Ajv) was tried first:
 * generating and compiling its code took 180 ms and 30 MB for `devices` alone, and
 * defaults in `oneOf` branches, nested action schemas and the one-error-a-path rule
 * would each have needed a keyword of our own.
 */

/** Where a part of a schema stands: the schema's name and the properties that lead to the part. */
export interface Place {
  readonly schema: string
  readonly path: readonly string[]
}

/** Makes the check of a part of a schema. */
export type Compile = (schema: JsonObject, place: Place) => Check

/** Makes the check of one keyword; nothing, when the keyword's value asks for nothing. */
export type Keyword = (operand: Json, schema: JsonObject, place: Place, compile: Compile) => Check | undefined

/** Keywords that describe and do not check. `patern` is a slip of the original's that clients can see. */
const annotations = new Set([
  ...['$schema', '_id', 'id', 'title', 'description', 'default', 'support_level', 'patern'],
  // Read by the check of the keyword beside them.
  ...['exclusiveMinimum', 'exclusiveMaximum', 'additionalItems'],
])

const keywords = new Map<string, Keyword>([
  ...referenceKeywords,
  ...typeKeywords,
  ...textKeywords,
  ...numberKeywords,
  ...listKeywords,
  ...objectKeywords,
  ...choiceKeywords,
])

/**
 * Makes the check of a schema. Keywords are checked in the order of their names, as in
 * the original, whose schemas are stored sorted; extensions come last. That decides
 * which error a field keeps when several keywords fail.
 */
export function compile(schema: JsonObject, place: Place): Check {
  const checks: Check[] = []
  for (const table of [keywords, extensionKeywords])
    for (const name of Object.keys(schema).sort()) {
      const operand = schema[name]
      const check = operand === undefined ? undefined : table.get(name)?.(operand, schema, place, compile)
      if (check) checks.push(check)
    }
  for (const name of Object.keys(schema))
    if (!keywords.has(name) && !extensionKeywords.has(name) && !annotations.has(name))
      throw new Error(`Schema ${place.schema} has the unknown keyword ${name}`)
  return inOrder(checks)
}

function inOrder(checks: readonly Check[]): Check {
  const [first, second] = checks
  if (!first) return () => undefined
  if (!second) return first
  return (value, pass) => {
    for (const check of checks) check(value, pass)
  }
}
