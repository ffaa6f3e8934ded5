import type { Json, JsonObject } from '../../json.ts'
import { isJsonObject } from '../../json.ts'
import { isList } from './canonical.ts'
import type { Step } from './field-path.ts'
import type { WrongType } from './report.ts'
import { setOwn } from './working-copy.ts'

/**
 * Converts values of the wrong type in place (core.md §15, type repair).
 * Returns whether anything was converted.
 */
export function repair(document: JsonObject, wrongTypes: readonly WrongType[]): boolean {
  return wrongTypes.filter((wrong) => repairOne(document, wrong)).length > 0
}

function repairOne(document: JsonObject, { steps, wanted }: WrongType): boolean {
  const last = steps.at(-1)
  if (last === undefined) return false
  let holder: Json | undefined = document
  for (const step of steps.slice(0, -1)) holder = memberOf(holder, step)
  const converted = convert(memberOf(holder, last), wanted)
  if (converted === undefined) return false
  if (isList(holder) && typeof last === 'number') (holder as Json[])[last] = converted
  else if (isJsonObject(holder)) setOwn(holder, String(last), converted)
  return true
}

function memberOf(value: Json | undefined, step: Step): Json | undefined {
  if (isList(value)) return typeof step === 'number' ? value[step] : undefined
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[String(step)] : undefined
}

const wholeNumber = /^[+-]?\d+$/
const decimalNumber = /^[+-]?\d+\.\d+(?:[eE][+-]?\d+)?$/

/** The value as the wanted type; `undefined` if it cannot be one. */
export function convert(value: Json | undefined, wanted: string): Json | undefined {
  switch (wanted) {
    case 'integer': {
      const rounded = rounds(typeof value === 'string' ? numberIn(value) : value)
      return Number.isSafeInteger(rounded) ? rounded : undefined
    }
    case 'number':
      return typeof value === 'string' ? numberIn(value) : undefined
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : undefined
    default:
      return undefined
  }
}

function numberIn(text: string): number | undefined {
  if (!wholeNumber.test(text) && !decimalNumber.test(text)) return undefined
  const number = Number(text)
  return Number.isFinite(number) ? number : undefined
}

// Halves go away from zero.
function rounds(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? Math.sign(value) * Math.round(Math.abs(value)) + 0 : undefined
}
