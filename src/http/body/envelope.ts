import { failed, invalidField, type Failure } from '../../failures.ts'
import { isJsonObject, type Json, type JsonObject, type MutableJsonObject } from '../../json.ts'
import { unreadable } from './faults.ts'
import { parseJsonBody } from './json-text.ts'

/** A JSON object that passed the envelope check, and its `data`. */
export interface Envelope {
  readonly envelope: JsonObject
  readonly data: JsonObject | readonly Json[]
}

/**
 * Reads a JSON body: nothing for an empty one, else the envelope with its top-level keys normalised.
 * Fails with `json.invalid`, `data.required` or `data.type` (core.md §5).
 */
export function parseEnvelope(bytes: Buffer, requireData: boolean): Envelope | undefined | Failure {
  if (bytes.length === 0) return undefined
  const value = parseJsonBody(bytes)
  if (failed(value)) return value
  if (!isJsonObject(value)) return unreadable('The body must be one JSON object')
  return checkEnvelope(normalizeKeys(value), requireData)
}

/**
 * The envelope check: `data` must be there and be an object or an array. Without it being required,
 * `data` of any other kind counts as `{}`.
 */
export function checkEnvelope(envelope: JsonObject, requireData: boolean): Envelope | Failure {
  const data = Object.hasOwn(envelope, 'data') ? envelope['data'] : undefined
  if (isJsonObject(data) || Array.isArray(data)) return { envelope, data }
  if (!requireData) return { envelope, data: {} }
  if (data === undefined || data === null) {
    return invalidField('data', 'required', { message: 'The body needs the key "data"', value: envelope })
  }
  return invalidField('data', 'type', {
    message: '"data" must be an object or an array',
    target: 'object, array',
    value: data,
  })
}

/** Top-level keys in lower case with `_` for `-`; nulls dropped; of equal keys the last stays. */
function normalizeKeys(object: JsonObject): JsonObject {
  const normalized: MutableJsonObject = {}
  for (const [key, value] of Object.entries(object)) {
    const name = key.toLowerCase().replaceAll('-', '_')
    if (value !== null && name !== '__proto__') normalized[name] = value
  }
  return normalized
}
