import type { Keyword } from '../compile.ts'
import type { StabilityLevel } from '../environment.ts'
import { extensionAt } from './places.ts'
import { isRegularExpression } from './regular-expressions.ts'

const levels: readonly string[] = ['alpha', 'beta', 'stable'] satisfies readonly StabilityLevel[]

// A field below the configured level may not be used at all.
const stabilityLevel: Keyword = (operand) => {
  if (typeof operand !== 'string') return undefined
  return (value, pass) => {
    const system = pass.environment.stabilityLevel
    if (system !== undefined && levels.indexOf(operand) < levels.indexOf(system))
      pass.fail('error', { message: `is ${operand}, and only ${system} fields are allowed here`, value })
  }
}

const regularExpression: Keyword = (operand) => {
  if (operand !== true) return undefined
  return (value, pass) => {
    if (typeof value === 'string' && !isRegularExpression(value))
      pass.fail('error', { message: 'must be a regular expression', value })
  }
}

/** Keywords that are the original's own (core.md §15); they are checked after all others. */
export const extensionKeywords: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ['stability_level', stabilityLevel],
  ['kazoo-regexp', regularExpression],
  ['kazoo-validation', (operand, _schema, place) => (operand === true ? extensionAt(place) : undefined)],
])
