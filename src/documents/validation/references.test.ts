import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CompiledSchemas, schemasOf } from './compiled-schemas.ts'
import { reference } from './keywords/references.ts'
import { Validator } from './validator.ts'

test('forms of a reference', () => {
  assert.deepEqual(reference('caller_id', 'x'), { name: 'caller_id', pointer: '' })
  assert.deepEqual(reference('./caller_id', 'x'), { name: 'caller_id', pointer: '' })
  assert.deepEqual(reference('file://caller_id.json', 'x'), { name: 'caller_id', pointer: '' })
  assert.deepEqual(reference('callflows.action#/properties/a', 'x'), {
    name: 'callflows.action',
    pointer: '/properties/a',
  })
  assert.deepEqual(reference('#/properties/a', 'x'), { name: 'x', pointer: '/properties/a' })
})

const schemas = schemasOf({
  document: {
    properties: {
      plain: { $ref: './part' },
      beside: { $ref: 'part', required: ['b'] },
      inside: { $ref: 'part#/properties/a~1b' },
      own: { $ref: '#/properties/plain' },
      lost: { $ref: 'part#/properties/none' },
    },
  },
  part: { type: 'object', properties: { 'a/b': { type: 'string' }, self: { $ref: 'part' } } },
})
const validator = new Validator(undefined, new CompiledSchemas(schemas))
const notString = { type: { message: 'must be a string', target: 'string', value: 1 } }

test('references are followed, also into themselves', async () => {
  const data = { plain: { self: { self: { 'a/b': 1 } } }, own: { 'a/b': 1 }, inside: 1 }
  const checked = await validator.check('document', data)
  assert.deepEqual(checked, {
    value: data,
    errors: { 'plain.self.self.a/b': notString, 'own.a/b': notString, inside: notString },
  })
})

test('keywords beside a reference apply too', async () => {
  const checked = await validator.check('document', { beside: { 'a/b': 1 } })
  assert.deepEqual(checked, {
    value: { beside: { 'a/b': 1 } },
    errors: {
      'beside.a/b': notString,
      'beside.b': { required: { message: 'is required', value: 'b' } },
    },
  })
})

test('a reference to a part that is not there', async () => {
  assert.deepEqual(await validator.check('document', { lost: 1 }), {
    value: { lost: 1 },
    errors: {
      schema: { schema: { message: 'there is no schema part#/properties/none', schema: 'part' } },
    },
  })
})
