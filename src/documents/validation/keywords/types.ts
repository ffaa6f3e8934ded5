import type { Json } from '../../../json.ts'
import { isJsonObject } from '../../../json.ts'
import type { Keyword } from '../compile.ts'
import { mustBe } from '../messages.ts'

/** Tells whether a value is of a type of JSON Schema draft-04, where 1 and 1.0 are both integers once parsed. */
export function isOfType(value: Json, type: string): boolean {
  switch (type) {
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === type
    case 'integer':
      return Number.isInteger(value)
    case 'object':
      return isJsonObject(value)
    case 'array':
      return Array.isArray(value)
    case 'null':
      return value === null
    default:
      throw new Error(`There is no type ${type}`)
  }
}

/** The names a schema's `type` lists. */
export function typeNames(operand: Json | undefined): readonly string[] {
  if (typeof operand === 'string') return [operand]
  return Array.isArray(operand) ? operand.filter((name) => typeof name === 'string') : []
}

const type: Keyword = (operand) => {
  const names = typeNames(operand)
  const target = names.join(', ')
  const message = mustBe(names)
  const [only] = names
  if (names.length === 1 && only !== undefined)
    return (value, pass) => {
      if (!isOfType(value, only)) pass.fail('type', { message, target, value })
    }
  return (value, pass) => {
    if (!names.some((name) => isOfType(value, name))) pass.fail('type', { message, target, value })
  }
}

export const typeKeywords: readonly (readonly [string, Keyword])[] = [['type', type]]
