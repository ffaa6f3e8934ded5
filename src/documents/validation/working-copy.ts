import type { Json, JsonObject, MutableJsonObject } from '../../json.ts'
import { isJsonObject } from '../../json.ts'
import type { Step } from './field-path.ts'

/** Objects and lists may be nested this deep, the document itself included. */
export const mostLevels = 200

/** A document that is nested too deep, and where. */
export class TooDeep {
  readonly steps: readonly Step[]

  constructor(steps: readonly Step[]) {
    this.steps = steps
  }
}

/**
 * Copies a document, so that defaults and conversions never touch the caller's.
 * Absent (`undefined`) values are left out; a key named `__proto__` stays an
 * ordinary key.
 */
export function workingCopy(document: JsonObject): JsonObject | TooDeep {
  const steps: Step[] = []
  const copy = copyObject(document, steps)
  return copy ?? new TooDeep(steps)
}

/** Copies a value of a schema, such as a default, that is known to be shallow. */
export function copyOf(value: Json): Json {
  return copyValue(value, []) ?? null
}

// `undefined` means too deep; `steps` then leads to the place.
function copyValue(value: Json, steps: Step[]): Json | undefined {
  if (typeof value !== 'object' || value === null) return value
  return isJsonObject(value) ? copyObject(value, steps) : copyList(value, steps)
}

function copyObject(object: JsonObject, steps: Step[]): MutableJsonObject | undefined {
  if (steps.length >= mostLevels) return undefined
  const copy: MutableJsonObject = {}
  for (const key of Object.keys(object)) {
    const value = object[key]
    if (value === undefined) continue
    steps.push(key)
    const copied = copyValue(value, steps)
    if (copied === undefined) return undefined
    steps.pop()
    setOwn(copy, key, copied)
  }
  return copy
}

function copyList(list: readonly Json[], steps: Step[]): Json[] | undefined {
  if (steps.length >= mostLevels) return undefined
  const copy: Json[] = []
  for (const [position, value] of list.entries()) {
    steps.push(position)
    const copied = copyValue(value, steps)
    if (copied === undefined) return undefined
    steps.pop()
    copy.push(copied)
  }
  return copy
}

/** Sets a key of an object, also one that has a meaning of its own in JavaScript. */
export function setOwn(object: MutableJsonObject, key: string, value: Json): void {
  if (key !== '__proto__') object[key] = value
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
}
