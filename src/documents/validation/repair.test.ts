import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failed } from '../../failures.ts'
import type { Json } from '../../json.ts'
import { CompiledSchemas, schemasOf } from './compiled-schemas.ts'
import { convert } from './repair.ts'
import { Validator } from './validator.ts'

const conversions: readonly (readonly [value: Json, wanted: string, converted: Json | undefined])[] = [
  ['20', 'integer', 20],
  ['-20', 'integer', -20],
  ['+20', 'integer', 20],
  ['2.5', 'integer', 3],
  ['-2.5', 'integer', -3],
  ['-0.2', 'integer', 0],
  [2.4, 'integer', 2],
  ['2.5e1', 'integer', 25],
  ['', 'integer', undefined],
  [' 2', 'integer', undefined],
  ['2e1', 'integer', undefined],
  ['0x10', 'integer', undefined],
  ['99999999999999999999', 'integer', undefined],
  ['Infinity', 'number', undefined],
  ['1.0e999', 'number', undefined],
  [true, 'integer', undefined],
  [null, 'integer', undefined],
  ['2.5', 'number', 2.5],
  ['7', 'number', 7],
  ['true', 'boolean', true],
  ['false', 'boolean', false],
  ['True', 'boolean', undefined],
  [1, 'boolean', undefined],
  [5, 'string', undefined],
  ['x', 'object', undefined],
]

for (const [value, wanted, converted] of conversions)
  test(`${JSON.stringify(value)} as ${wanted}: ${converted === undefined ? 'no' : JSON.stringify(converted)}`, () => {
    assert.equal(convert(value, wanted), converted)
  })

const schema = {
  properties: {
    count: { type: 'integer', minimum: 10 },
    share: { type: 'number' },
    on: { type: 'boolean' },
    either: { type: ['integer', 'null'] },
    list: { items: { properties: { at: { type: 'integer' } } } },
    name: { type: 'string' },
    form: { oneOf: [{ type: 'integer' }, { type: 'array' }] },
  },
}
const validator = new Validator(undefined, new CompiledSchemas(schemasOf({ document: schema })))

test('values of the wrong type are converted, wherever they are', async () => {
  const data = { count: '20', share: '0.5', on: 'false', list: [{ at: '1' }, { at: 2.6 }] }
  assert.deepEqual(await validator.validate('document', data), {
    value: { count: 20, share: 0.5, on: false, list: [{ at: 1 }, { at: 3 }] },
  })
})

test('what was converted is validated again', async () => {
  const checked = await validator.check('document', { count: '5', on: 'true' })
  assert.deepEqual(checked, {
    value: { count: 5, on: true },
    errors: { count: { minimum: { message: 'must be at least 10', target: 10, value: 5 } } },
  })
})

test('numbers never become strings; unions and forms are not converted', async () => {
  const checked = await validator.check('document', { name: 5, either: '5', form: '5' })
  assert.ok(!failed(checked))
  assert.deepEqual(Object.keys(checked.errors).sort(), ['either', 'form', 'name'])
})

test('strict validation converts nothing', async () => {
  const checked = await validator.check('document', { on: 'true' }, { strict: true })
  assert.deepEqual(checked, {
    value: { on: 'true' },
    errors: { on: { type: { message: 'must be true or false', target: 'boolean', value: 'true' } } },
  })
})
