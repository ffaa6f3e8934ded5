import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../failures.ts'
import type { Json } from '../json.ts'
import { timeRange, type TimeRangeOptions } from './time-range.ts'

const today = 63_900_000_000

function asked(values: Record<string, Json>, options: TimeRangeOptions = {}) {
  return timeRange((name) => values[name], { now: today, ...options })
}

test('without anything asked: until now, as long as allowed', () => {
  assert.deepEqual(asked({}), { from: today - 2_682_000, to: today })
  assert.deepEqual(asked({}, { maximum: 100 }), { from: today - 100, to: today })
})

test('bounds are numbers or texts of numbers', () => {
  assert.deepEqual(asked({ created_from: '63899999000', created_to: 63_899_999_500 }), {
    from: 63_899_999_000,
    to: 63_899_999_500,
  })
  assert.deepEqual(asked({ created_to: '5000000' }), { from: 2_318_000, to: 5_000_000 })
  assert.deepEqual(asked({ created_from: '63899999999.5' }), { from: today, to: today })
})

test('what is no positive number counts as absent', () => {
  for (const value of ['yesterday', '', 0, '-5', true, null, {}]) {
    assert.deepEqual(asked({ created_from: value, created_to: value }), {
      from: today - 2_682_000,
      to: today,
    })
  }
})

test('other names than created', () => {
  assert.deepEqual(asked({ modified_from: today - 5, created_from: 1 }, { field: 'modified' }), {
    from: today - 5,
    to: today,
  })
})

function errorOf(answer: unknown): Json | undefined {
  assert.ok(answer instanceof Failure)
  assert.ok(answer.detail.kind === 'validation')
  assert.deepEqual(Object.keys(answer.detail.errors), ['created_from'])
  const facts = answer.detail.errors['created_from']?.['date_range']
  assert.equal(typeof facts?.['message'], 'string')
  return facts?.['cause']
}

test('a range turned round names its beginning', () => {
  assert.equal(errorOf(asked({ created_from: 200, created_to: 100 })), 200)
  assert.equal(errorOf(asked({ created_from: today + 1 })), today + 1)
})

test('a range too long names its end', () => {
  assert.equal(errorOf(asked({ created_from: today - 2_682_001 })), today)
  assert.equal(errorOf(asked({ created_from: 100, created_to: 201 }, { maximum: 100 })), 201)
  assert.deepEqual(asked({ created_from: 100, created_to: 200 }, { maximum: 100 }), { from: 100, to: 200 })
})

test('without a clock given, the clock of the machine', (context) => {
  context.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2020, 2, 5, 12) })
  assert.deepEqual(
    timeRange(() => undefined, { maximum: 60 }),
    { from: 63_750_628_740, to: 63_750_628_800 },
  )
})
