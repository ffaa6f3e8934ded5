import type { DocumentFacts } from '../../documents/document.ts'
import { toE164, type NumberRules } from '../../documents/e164.ts'
import type { UniqueClaim } from '../../documents/types.ts'
import { invalidField, type Failure } from '../../failures.ts'
import type { Json, JsonObject } from '../../json.ts'

/**
 * A callflow's public fields with its numbers in the form they are looked up by; fails when it has neither
 * numbers nor patterns (accounts-and-pbx.md, "callflows" 6, 1 and 2).
 */
export function reachable(body: JsonObject, rules: NumberRules): JsonObject | Failure {
  const { numbers, patterns } = body
  if (!isAbsent(numbers)) {
    if (!Array.isArray(numbers)) return notAList('numbers', numbers)
    if (numbers.length > 0)
      return { ...body, numbers: numbers.map((number: Json) => normalized(number, rules)) }
  }
  if (!isAbsent(patterns)) {
    if (!Array.isArray(patterns)) return notAList('patterns', patterns)
    if (patterns.length > 0) return body
  }
  return invalidField('numbers', 'required', { message: 'A callflow needs at least one number or pattern' })
}

/** A number leads to one callflow of the account, and so does a pattern (accounts-and-pbx.md, "callflows" 6, 4). */
export function uniqueNumbers({ db, body }: DocumentFacts): readonly UniqueClaim[] {
  return [
    ...claims(db, 'numbers', 'callflow.number', body['numbers'], 'Number'),
    ...claims(db, 'patterns', 'callflow.pattern', body['patterns'], 'Pattern'),
  ]
}

function claims(
  scope: string,
  field: 'numbers' | 'patterns',
  name: string,
  values: Json | undefined,
  noun: string,
): readonly UniqueClaim[] {
  const texts = Array.isArray(values) ? values.filter((each): each is string => typeof each === 'string') : []
  return [...new Set(texts)].map((value) => ({
    key: { scope, name, value },
    taken: (holder) => {
      const message = `${noun} ${value} is in use by ${holder ? named(holder) : 'another callflow'}`
      return invalidField(field, 'unique', { message, cause: value })
    },
  }))
}

function named({ id, body }: DocumentFacts): string {
  const { name } = body
  return typeof name === 'string' && name !== '' ? `callflow ${id} (${name})` : `callflow ${id}`
}

function normalized(number: Json, rules: NumberRules): Json {
  return typeof number === 'string' ? toE164(number, rules) : number
}

function isAbsent(value: Json | undefined): value is null | undefined {
  return value === undefined || value === null
}

function notAList(field: string, value: Json): Failure {
  return invalidField(field, 'type', { message: 'must be an array', target: 'array', value })
}
