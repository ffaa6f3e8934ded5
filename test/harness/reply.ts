import assert from 'node:assert/strict'
import { isJsonObject, type JsonObject } from '../../src/json.ts'
import type { Reply } from './client.ts'

/** `data` of an answer that has to be an object. */
export function fieldsOf(reply: Reply): JsonObject {
  assert.ok(isJsonObject(reply.data), reply.text)
  return reply.data
}

/** Id of the document an answer shows. */
export function idOf(reply: Reply): string {
  return textAt(fieldsOf(reply), 'id')
}

/** A field that has to be a text. */
export function textAt(fields: JsonObject, name: string): string {
  const value = fields[name]
  assert.ok(typeof value === 'string', `${name} is no text in ${JSON.stringify(fields)}`)
  return value
}

/** `data` of an answer that has to be a list of objects. */
export function entriesOf(reply: Reply): readonly JsonObject[] {
  assert.ok(Array.isArray(reply.data), reply.text)
  return reply.data.filter(isJsonObject)
}

/** Validators that a 400 reports, by path. */
export function validatorsOf(reply: Reply): Readonly<Record<string, readonly string[]>> {
  assert.equal(reply.status, 400, reply.text)
  assert.equal(reply.body['message'], 'validation error')
  return Object.fromEntries(
    Object.entries(fieldsOf(reply)).map(([path, errors]) => [path, Object.keys(errors ?? {})]),
  )
}
