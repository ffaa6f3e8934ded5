import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromDate, isoDateTime } from '../../documents/gregorian.ts'
import { cycleAt } from './cycles.ts'

for (const [name, moment, from, to] of [
  ['minutely', '2020-02-29T23:59:59Z', '2020-02-29T23:59:00Z', '2020-03-01T00:00:00Z'],
  ['hourly', '2020-02-29T23:59:59Z', '2020-02-29T23:00:00Z', '2020-03-01T00:00:00Z'],
  ['daily', '2020-02-29T00:00:00Z', '2020-02-29T00:00:00Z', '2020-03-01T00:00:00Z'],
  ['weekly', '2020-03-01T23:59:59Z', '2020-02-24T00:00:00Z', '2020-03-02T00:00:00Z'],
  ['weekly', '2020-03-02T00:00:00Z', '2020-03-02T00:00:00Z', '2020-03-09T00:00:00Z'],
  ['weekly', '2021-01-01T12:00:00Z', '2020-12-28T00:00:00Z', '2021-01-04T00:00:00Z'],
  ['monthly', '2020-12-31T23:59:59Z', '2020-12-01T00:00:00Z', '2021-01-01T00:00:00Z'],
  ['yearly', '2020-02-29T23:59:59Z', '2020-02-29T23:00:00Z', '2020-03-01T00:00:00Z'],
] as const)
  test(`the ${name} cycle of ${moment}`, () => {
    const cycle = cycleAt(name, fromDate(new Date(moment)))
    assert.deepEqual([isoDateTime(cycle.from), isoDateTime(cycle.to)], [from, to])
  })
