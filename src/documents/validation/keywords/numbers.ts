import type { Keyword } from '../compile.ts'

// The limit itself is out of bounds when draft-04's boolean `exclusive…` says so.
const minimum: Keyword = (limit, schema) => {
  if (typeof limit !== 'number') return undefined
  const exclusive = schema['exclusiveMinimum'] === true
  const message = exclusive ? `must be more than ${String(limit)}` : `must be at least ${String(limit)}`
  return (value, pass) => {
    if (typeof value === 'number' && (value < limit || (exclusive && value === limit)))
      pass.fail('minimum', { message, target: limit, value })
  }
}

const maximum: Keyword = (limit, schema) => {
  if (typeof limit !== 'number') return undefined
  const exclusive = schema['exclusiveMaximum'] === true
  const message = exclusive ? `must be less than ${String(limit)}` : `must be at most ${String(limit)}`
  return (value, pass) => {
    if (typeof value === 'number' && (value > limit || (exclusive && value === limit)))
      pass.fail('maximum', { message, target: limit, value })
  }
}

const multipleOf: Keyword = (factor) => {
  if (typeof factor !== 'number') return undefined
  const message = `must be a multiple of ${String(factor)}`
  return (value, pass) => {
    if (typeof value === 'number' && !Number.isInteger(value / factor))
      pass.fail('not_multiple_of', { message, value })
  }
}

export const numberKeywords: readonly (readonly [string, Keyword])[] = [
  ['minimum', minimum],
  ['maximum', maximum],
  ['multipleOf', multipleOf],
]
