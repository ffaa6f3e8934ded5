import { isJsonObject } from '../../../json.ts'
import { canonical, isList } from '../canonical.ts'
import type { Keyword } from '../compile.ts'
import { counted } from '../messages.ts'
import type { Check } from '../pass.ts'

const items: Keyword = (operand, schema, place, compile) => {
  if (isJsonObject(operand)) {
    const check = compile(operand, place)
    return (value, pass) => {
      if (!isList(value)) return
      for (let at = 0; at < value.length; at += 1) pass.visit(check, value, at, value[at] ?? null)
    }
  }
  if (!isList(operand)) return undefined
  const checks = operand.filter(isJsonObject).map((each) => compile(each, place))
  const more = schema['additionalItems']
  const rest = isJsonObject(more) ? compile(more, place) : undefined
  return positions(checks, rest, more === false)
}

// A schema a position; those behind follow `rest`, or may not be there at all.
function positions(checks: readonly Check[], rest: Check | undefined, closed: boolean): Check {
  return (value, pass) => {
    if (!isList(value)) return
    for (let at = 0; at < value.length; at += 1) {
      const check = checks[at] ?? rest
      if (check) pass.visit(check, value, at, value[at] ?? null)
    }
    if (closed && value.length > checks.length)
      pass.fail('additionalItems', {
        message: `must have no more than ${counted(checks.length, 'item')}`,
        value,
      })
  }
}

const minItems: Keyword = (limit) => {
  if (typeof limit !== 'number') return undefined
  const message = `must have at least ${counted(limit, 'item')}`
  return (value, pass) => {
    if (isList(value) && value.length < limit) pass.fail('minItems', { message, target: limit, value })
  }
}

const maxItems: Keyword = (limit) => {
  if (typeof limit !== 'number') return undefined
  const message = `must have at most ${counted(limit, 'item')}`
  return (value, pass) => {
    if (isList(value) && value.length > limit) pass.fail('maxItems', { message, target: limit, value })
  }
}

const uniqueItems: Keyword = (wanted) => {
  if (wanted !== true) return undefined
  return (value, pass) => {
    if (isList(value) && new Set(value.map(canonical)).size < value.length)
      pass.fail('uniqueItems', { message: 'must not have the same item twice', value })
  }
}

export const listKeywords: readonly (readonly [string, Keyword])[] = [
  ['items', items],
  ['minItems', minItems],
  ['maxItems', maxItems],
  ['uniqueItems', uniqueItems],
]
