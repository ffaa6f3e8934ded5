import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failed } from '../../failures.ts'
import type { Json, JsonObject } from '../../json.ts'
import { CompiledSchemas, schemasOf } from './compiled-schemas.ts'
import { Validator } from './validator.ts'

const validator = new Validator()

function given(schema: JsonObject): Validator {
  return new Validator(undefined, new CompiledSchemas(schemasOf({ document: schema })))
}

/** Milliseconds something takes; limits in the tests are far above what a slow machine needs. */
async function took(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function nested(levels: number): JsonObject {
  return JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`) as JsonObject
}

test('two hundred levels are fine, one more is an error, and thousands do not overflow the stack', async () => {
  assert.ok('value' in (await given({}).validate('document', nested(200))))
  for (const levels of [201, 5000]) {
    const checked = await given({}).check('document', nested(levels))
    assert.ok(!failed(checked))
    assert.deepEqual(checked.errors, {
      [Array(200).fill('a').join('.')]: { error: { message: 'is nested more than 200 levels deep' } },
    })
  }
})

test('nested lists count as levels too', async () => {
  const lists = JSON.parse('['.repeat(5000) + ']'.repeat(5000)) as Json
  const checked = await given({}).check('document', { a: lists })
  assert.ok(!failed(checked))
  assert.deepEqual(Object.keys(checked.errors), [`a${'.0'.repeat(199)}`])
})

test('an endless callflow is refused', async () => {
  let flow: JsonObject = { module: 'hangup', data: {} }
  for (let depth = 0; depth < 2000; depth += 1) flow = { module: 'noop', data: {}, children: { _: flow } }
  const checked = await validator.check('callflows', { numbers: ['1'], flow })
  assert.ok(!failed(checked))
  assert.equal(Object.keys(checked.errors).length, 1)
})

test('unique items of a long list are found out in linear time', async () => {
  const list = Array.from({ length: 200_000 }, (_, at) => ({ at }))
  const ms = await took(async () => {
    assert.ok(
      'value' in
        (await given({ properties: { list: { uniqueItems: true } } }).validate('document', { list })),
    )
  })
  assert.ok(ms < 5000, `${String(ms)} ms`)
})

test('keys with a meaning in JavaScript are ordinary keys', async () => {
  const text = '{"name":"x","__proto__":{"polluted":true},"constructor":{"prototype":1},"toString":null}'
  const outcome = await validator.validate('menus', JSON.parse(text) as JsonObject)
  assert.ok('value' in outcome)
  assert.ok(Object.hasOwn(outcome.value, '__proto__'))
  assert.equal(Object.getPrototypeOf(outcome.value), Object.prototype)
  assert.equal(JSON.stringify(outcome.value).includes('"__proto__":{"polluted":true}'), true)
  assert.equal(({} as { polluted?: unknown }).polluted, undefined)
})

test('an error about such a key is not lost', async () => {
  const data = JSON.parse('{"__proto__":1,"constructor":1}') as JsonObject
  const checked = await given({ additionalProperties: false }).check('document', data)
  assert.ok(!failed(checked))
  assert.deepEqual(Object.keys(checked.errors), ['__proto__', 'constructor'])
  assert.ok(failed(await given({ additionalProperties: false }).validate('document', data)))
})

test('inherited members do not satisfy required, nor stand in for missing ones', async () => {
  const schema = {
    properties: { toString: { type: 'object', default: {} }, valueOf: { type: 'string' } },
    required: ['hasOwnProperty'],
  }
  const checked = await given(schema).check('document', {})
  assert.ok(!failed(checked))
  assert.deepEqual(checked.value, { toString: {} })
  assert.deepEqual(Object.keys(checked.errors), ['hasOwnProperty'])
})

test('a type is converted also under a key with a meaning in JavaScript', async () => {
  const schema = { additionalProperties: { type: 'integer' } }
  const outcome = await given(schema).validate('document', JSON.parse('{"__proto__":"5"}') as JsonObject)
  assert.equal(JSON.stringify('value' in outcome && outcome.value), '{"__proto__":5}')
})

test('errors do not multiply a large body', async () => {
  const data = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, at) => [`key${String(at)}`, 'x'.repeat(20)]),
  )
  const checked = await given({ additionalProperties: false }).check('document', data)
  assert.ok(!failed(checked))
  assert.equal(Object.keys(checked.errors).length, 1000)
  assert.ok(JSON.stringify(checked.errors).length < 2_000_000)
})

test('a small body full of errors reports every one', async () => {
  const list = Array.from({ length: 900 }, () => 'x')
  const checked = await given({ properties: { list: { items: { type: 'object' } } } }).check('document', {
    list,
  })
  assert.ok(!failed(checked))
  assert.equal(Object.keys(checked.errors).length, 900)
})

test('forms within forms take no exponential time', async () => {
  const form: JsonObject = { oneOf: [{ $ref: 'document' }, { type: 'string' }] }
  let data: JsonObject = {}
  for (let depth = 0; depth < 40; depth += 1) data = { group: [data] }
  const schema = { type: 'object', properties: { group: { items: form } } }
  const ms = await took(async () => given(schema).check('document', data))
  assert.ok(ms < 2000, `${String(ms)} ms`)
})

test('many conversions take one more walk, not one each', async () => {
  const list = Array.from({ length: 20_000 }, (_, at) => String(at))
  const ms = await took(async () => {
    const outcome = await given({ properties: { list: { items: { type: 'integer' } } } }).validate(
      'document',
      { list },
    )
    assert.ok('value' in outcome)
  })
  assert.ok(ms < 5000, `${String(ms)} ms`)
})

test('regular expressions of clients are compiled, never run, whatever they are', async () => {
  for (const expression of [
    '('.repeat(100_000),
    '[',
    '(a+)+$',
    '\\',
    '(?<n>a)(?<n>b)',
    'x'.repeat(1_000_000),
  ])
    await validator.check('faxbox', { name: 'f', smtp_permission_list: [expression] })
  const checked = await validator.check('faxbox', {
    name: 'f',
    smtp_permission_list: ['(?i)^a@b$', '(?P<user>.*)@b', '(a+)+$', '('],
  })
  assert.ok(!failed(checked))
  assert.deepEqual(Object.keys(checked.errors), ['smtp_permission_list.3'])
})
