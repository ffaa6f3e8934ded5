import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '../../json.ts'
import { CompiledSchemas, schemasOf } from './compiled-schemas.ts'
import { Validator } from './validator.ts'

async function filled(schema: JsonObject, data: JsonObject): Promise<unknown> {
  const validator = new Validator(undefined, new CompiledSchemas(schemasOf({ document: schema })))
  return validator.validate('document', data)
}

const nested = { properties: { on: { type: 'boolean', default: true } }, type: 'object' }

test('a missing field gets its default, a present one keeps its value', async () => {
  const schema = { properties: { a: { type: 'integer', default: 1 }, b: { type: 'integer', default: 2 } } }
  assert.deepEqual(await filled(schema, { b: 3 }), { value: { a: 1, b: 3 } })
})

test('an empty object is a default too, and is filled in turn', async () => {
  const schema = { properties: { a: { ...nested, default: {} }, b: { type: 'object', default: {} } } }
  assert.deepEqual(await filled(schema, {}), { value: { a: { on: true }, b: {} } })
})

test('an object that is absent and has no default of its own is not made up', async () => {
  assert.deepEqual(await filled({ properties: { a: nested } }, {}), { value: {} })
  assert.deepEqual(await filled({ properties: { a: nested } }, { a: {} }), { value: { a: { on: true } } })
})

test('defaults reach into items, keys and references', async () => {
  const schema = {
    properties: {
      list: { items: nested },
      map: { additionalProperties: nested },
      same: { $ref: '#/properties/list/items' },
    },
  }
  assert.deepEqual(await filled(schema, { list: [{}, { on: false }], map: { x: {} }, same: {} }), {
    value: { list: [{ on: true }, { on: false }], map: { x: { on: true } }, same: { on: true } },
  })
})

test('a default of another type, or of a field without a type, is not inserted', async () => {
  const schema = {
    properties: {
      a: { type: 'integer', default: 'x' },
      b: { oneOf: [{ type: 'integer' }, { type: 'string' }], default: '2000' },
      c: { type: ['integer', 'null'], default: null },
    },
  }
  assert.deepEqual(await filled(schema, {}), { value: { c: null } })
})

test('a default satisfies required', async () => {
  const schema = { properties: { a: { type: 'string', default: 'x' } }, required: ['a'] }
  assert.deepEqual(await filled(schema, {}), { value: { a: 'x' } })
})

test('an inserted default is validated', async () => {
  const schema = { properties: { a: { type: 'array', default: [], minItems: 1 } } }
  const validator = new Validator(undefined, new CompiledSchemas(schemasOf({ document: schema })))
  assert.deepEqual(await validator.check('document', {}), {
    value: { a: [] },
    errors: { a: { minItems: { message: 'must have at least 1 item', target: 1, value: [] } } },
  })
})

test('null is a value, not a gap', async () => {
  const schema = { properties: { a: { default: 'x' }, b: { type: ['string', 'null'], default: 'x' } } }
  assert.deepEqual(await filled(schema, { a: null, b: null }), { value: { a: null, b: null } })
})

test('of several forms only the fitting one leaves its defaults', async () => {
  const form = (kind: string, field: string): JsonObject => ({
    properties: { kind: { enum: [kind] }, [field]: { type: 'integer', default: 1 } },
    required: ['kind'],
  })
  const schema = { properties: { a: { oneOf: [form('x', 'from_x'), form('y', 'from_y')] } } }
  assert.deepEqual(await filled(schema, { a: { kind: 'y' } }), { value: { a: { kind: 'y', from_y: 1 } } })
})

test('of several fitting forms of anyOf the first leaves its defaults', async () => {
  const form = (field: string): JsonObject => ({ properties: { [field]: { type: 'integer', default: 1 } } })
  const schema = { anyOf: [{ required: ['no'], ...form('zero') }, form('one'), form('two')] }
  assert.deepEqual(await filled(schema, {}), { value: { one: 1 } })
})

test('defaults are copies: changing one document changes no other', async () => {
  const schema = { properties: { a: { type: 'object', default: { list: [1] } } } }
  const validator = new Validator(undefined, new CompiledSchemas(schemasOf({ document: schema })))
  const first = await validator.validate('document', {})
  assert.ok('value' in first)
  const list = (first.value['a'] as { list: number[] }).list
  list.push(2)
  assert.deepEqual(await validator.validate('document', {}), { value: { a: { list: [1] } } })
})

test('the document that consists of defaults alone leaves required fields open', async () => {
  const validator = new Validator()
  assert.deepEqual(await validator.defaults('menus'), {
    allow_record_from_offnet: false,
    hunt: true,
    max_extension_length: 4,
    media: {},
    retries: 3,
    suppress_media: false,
  })
  assert.equal(await validator.defaults('no.such.schema'), undefined)
})
