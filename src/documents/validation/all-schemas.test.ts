import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failed } from '../../failures.ts'
import type { Json, JsonObject } from '../../json.ts'
import { isJsonObject } from '../../json.ts'
import { loadSchema, schemaNames } from '../../schemas/index.ts'
import { CompiledSchemas } from './compiled-schemas.ts'
import { reference } from './keywords/references.ts'
import { isOfType, typeNames } from './keywords/types.ts'
import { pattern } from './pattern.ts'
import { Validator } from './validator.ts'

/** Every part of a schema that is a schema itself. */
function* parts(schema: JsonObject): Generator<JsonObject> {
  yield schema
  for (const keyword of ['properties', 'patternProperties'])
    for (const part of Object.values(objectAt(schema, keyword))) if (isJsonObject(part)) yield* parts(part)
  for (const keyword of ['items', 'additionalProperties']) {
    const part = schema[keyword]
    if (isJsonObject(part)) yield* parts(part)
  }
  for (const keyword of ['oneOf', 'anyOf']) {
    const branches: Json | undefined = schema[keyword]
    if (Array.isArray(branches)) for (const branch of branches as JsonObject[]) yield* parts(branch)
  }
}

function objectAt(schema: JsonObject, keyword: string): JsonObject {
  const value = schema[keyword]
  return isJsonObject(value) ? value : {}
}

test('every schema compiles, its references lead somewhere, and it takes an object', async () => {
  const schemas = new CompiledSchemas()
  const validator = new Validator(undefined, schemas)
  await schemas.load(schemaNames())
  for (const name of schemaNames()) {
    assert.ok(schemas.find(name), name)
    for (const part of parts((await loadSchema(name)) ?? {})) {
      const ref = part['$ref']
      if (typeof ref !== 'string') continue
      const { name: target, pointer } = reference(ref, name)
      assert.ok(schemas.find(target, pointer), `${name} refers to ${ref}`)
    }
    assert.ok(!failed(await validator.check(name, {})), name)
  }
})

test('defaults are of the types and among the values their schemas name', async () => {
  for (const name of schemaNames())
    for (const part of parts((await loadSchema(name)) ?? {})) {
      const fallback = part['default']
      if (fallback === undefined || part['type'] === undefined) continue
      const where = `${name}: ${JSON.stringify(part)}`
      assert.ok(
        typeNames(part['type']).some((type) => isOfType(fallback, type)),
        where,
      )
      if (Array.isArray(part['enum'])) assert.ok(part['enum'].includes(fallback), where)
    }
})

test('what is required is described, and limits are the right way round', async () => {
  for (const name of schemaNames())
    for (const part of parts((await loadSchema(name)) ?? {})) {
      const where = `${name}: ${JSON.stringify(part)}`
      const properties = objectAt(part, 'properties')
      for (const field of (part['required'] ?? []) as string[])
        assert.ok(Object.hasOwn(properties, field), `${where} requires ${field}`)
      for (const [low, high] of [
        ['minLength', 'maxLength'],
        ['minimum', 'maximum'],
        ['minItems', 'maxItems'],
      ] as const) {
        const [from, to] = [part[low], part[high]]
        if (typeof from === 'number' && typeof to === 'number') assert.ok(from <= to, where)
      }
    }
})

test('fields marked for regular expressions or extended checks are the known ones', async () => {
  const marked: string[] = []
  for (const name of schemaNames())
    for (const part of parts((await loadSchema(name)) ?? {}))
      for (const [field, schema] of Object.entries(objectAt(part, 'properties')))
        if (isJsonObject(schema) && schema['kazoo-validation'] === true) marked.push(`${name}: ${field}`)
  assert.deepEqual(marked.sort(), [
    'call_recording.parameters: url',
    'callflows.action: data',
    'callflows.action: module',
    'callflows.pivot: voice_url',
    'callflows.record_call: url',
    'callflows.record_caller: url',
    'callflows.webhook: uri',
    'faxbox: url',
    'faxbox: url',
    'metaflow: data',
    'metaflow: module',
    'metaflows.pivot: voice_url',
    'metaflows.record_call: url',
    'storage.attachment.dropbox: oauth_doc_id',
    'storage.attachment.google_drive: oauth_doc_id',
    'storage.attachment.google_storage: oauth_doc_id',
    'storage.attachment.http: url',
    'storage.attachment.onedrive: oauth_doc_id',
    'storage.plan.database.attachment: handler',
    'storage.plan.database.document: connection',
    'storage.plan.database: connection',
    'webhooks: uri',
  ])
})

// Only administrators of the system can send it text, so its two wildcards may stay.
const administrative = '(?!id\\b)(?!default\\b)^.+@.+$'

test('no pattern of a schema is slow to refuse a long text', async () => {
  const sources = new Set<string>()
  for (const name of schemaNames())
    for (const part of parts((await loadSchema(name)) ?? {})) {
      if (typeof part['pattern'] === 'string') sources.add(part['pattern'])
      for (const source of Object.keys(objectAt(part, 'patternProperties'))) sources.add(source)
    }
  assert.ok(sources.size >= 25, String(sources.size))
  for (const source of sources) {
    const length = source === administrative ? 2000 : 100_000
    const expression = pattern(source)
    for (const unit of ['a', '@', '{{domain', '1', '.', ' ', 'custom_sip_headers', 'https?:', 'aa-', '+'])
      for (const end of ['\n', '\u0000 ', '!']) {
        const text = unit.repeat(length / unit.length) + end
        const start = performance.now()
        expression.test(text)
        const ms = performance.now() - start
        assert.ok(ms < 250, `${source} takes ${String(ms)} ms for ${unit}`)
      }
  }
})
