import type { Json, JsonObject } from '../../../json.ts'
import { isJsonObject } from '../../../json.ts'
import { isList } from '../canonical.ts'
import type { Compile, Keyword, Place } from '../compile.ts'
import { counted } from '../messages.ts'
import type { Check } from '../pass.ts'
import { pattern } from '../pattern.ts'
import { copyOf } from '../working-copy.ts'
import { isOfType, typeNames } from './types.ts'

interface Property {
  readonly key: string
  readonly check: Check
  /** What is inserted when the property is missing. */
  readonly fallback: Json | undefined
}

const properties: Keyword = (operand, _schema, place, compile) => {
  if (!isJsonObject(operand)) return undefined
  const declared = Object.keys(operand).flatMap((key) => property(key, operand[key], place, compile))
  return (value, pass) => {
    if (!isJsonObject(value)) return
    for (const { key, check, fallback } of declared) {
      if (!Object.hasOwn(value, key)) {
        if (fallback === undefined) continue
        pass.insert(value, key, copyOf(fallback))
      }
      pass.visit(check, value, key, value[key] ?? null)
    }
  }
}

function property(
  key: string,
  schema: Json | undefined,
  place: Place,
  compile: Compile,
): readonly Property[] {
  if (!isJsonObject(schema)) return []
  const check = compile(schema, { schema: place.schema, path: [...place.path, key] })
  return [{ key, check, fallback: fallbackOf(schema) }]
}

// Only a default of a type that the schema names is inserted; one beside a bare `oneOf` is not.
function fallbackOf(schema: JsonObject): Json | undefined {
  const fallback = schema['default']
  if (fallback === undefined) return undefined
  return typeNames(schema['type']).some((name) => isOfType(fallback, name)) ? fallback : undefined
}

interface PatternProperty {
  readonly key: RegExp
  readonly check: Check
}

function patternsOf(operand: Json | undefined, place: Place, compile: Compile): readonly PatternProperty[] {
  if (!isJsonObject(operand)) return []
  return Object.entries(operand).flatMap(([source, schema]) =>
    isJsonObject(schema) ? [{ key: pattern(source), check: compile(schema, place) }] : [],
  )
}

const patternProperties: Keyword = (operand, _schema, place, compile) => {
  const patterns = patternsOf(operand, place, compile)
  return (value, pass) => {
    if (!isJsonObject(value)) return
    for (const key of Object.keys(value))
      for (const { key: expression, check } of patterns)
        if (expression.test(key)) pass.visit(check, value, key, value[key] ?? null)
  }
}

const additionalProperties: Keyword = (operand, schema, place, compile) => {
  if (operand !== false && !isJsonObject(operand)) return undefined
  const check = operand === false ? undefined : compile(operand, place)
  const declared = new Set(isJsonObject(schema['properties']) ? Object.keys(schema['properties']) : [])
  const sources = isJsonObject(schema['patternProperties']) ? Object.keys(schema['patternProperties']) : []
  const patterns = sources.map(pattern)
  return (value, pass) => {
    if (!isJsonObject(value)) return
    for (const key of Object.keys(value)) {
      if (declared.has(key) || patterns.some((expression) => expression.test(key))) continue
      if (check) pass.visit(check, value, key, value[key] ?? null)
      else
        pass.failMember(key, 'additionalProperties', {
          message: 'is not a field this object may have',
          value,
        })
    }
  }
}

const required: Keyword = (operand) => {
  const names = isList(operand) ? operand.filter((name) => typeof name === 'string') : []
  return (value, pass) => {
    if (!isJsonObject(value)) return
    for (const name of names)
      if (!Object.hasOwn(value, name))
        pass.failMember(name, 'required', { message: 'is required', value: name })
  }
}

const minProperties: Keyword = (limit) => {
  if (typeof limit !== 'number') return undefined
  const message = `must have at least ${counted(limit, 'field')}`
  return (value, pass) => {
    if (isJsonObject(value) && Object.keys(value).length < limit)
      pass.fail('too_few_properties', { message, value })
  }
}

const maxProperties: Keyword = (limit) => {
  if (typeof limit !== 'number') return undefined
  const message = `must have at most ${counted(limit, 'field')}`
  return (value, pass) => {
    if (isJsonObject(value) && Object.keys(value).length > limit)
      pass.fail('too_many_properties', { message, value })
  }
}

export const objectKeywords: readonly (readonly [string, Keyword])[] = [
  ['properties', properties],
  ['patternProperties', patternProperties],
  ['additionalProperties', additionalProperties],
  ['required', required],
  ['minProperties', minProperties],
  ['maxProperties', maxProperties],
]
