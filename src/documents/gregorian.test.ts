import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as gregorian from './gregorian.ts'

const march5 = 63_750_628_800

test('the year 2020 in Gregorian seconds', () => {
  assert.equal(gregorian.isoDateTime(march5), '2020-03-05T12:00:00Z')
  assert.equal(gregorian.fromDate(new Date('2020-03-05T12:00:00.900Z')), march5)
  assert.equal(gregorian.toDate(march5).toISOString(), '2020-03-05T12:00:00.000Z')
  assert.equal(gregorian.toUnix(march5), 1_583_409_600)
  assert.equal(gregorian.fromUnix(0), 62_167_219_200)
})

test('now is the clock, in whole seconds', () => {
  const clock = Math.floor(Date.now() / 1000) + 62_167_219_200
  const told = gregorian.now()
  assert.ok(Number.isInteger(told))
  assert.ok(told >= clock && told <= clock + 2)
})

test('the date columns of a CDR', () => {
  assert.equal(gregorian.isoDate(march5), '2020-03-05')
  assert.equal(gregorian.plainDateTime(march5), '2020-03-05_12:00:00')
  assert.equal(gregorian.plainDateTime(march5, -13 * 3600), '2020-03-04_23:00:00')
  assert.equal(gregorian.rfc1036(march5), 'Thu, 05 Mar 2020 12:00:00 GMT')
})

test('parts of a date', () => {
  assert.deepEqual(gregorian.dateParts(march5 + 61), {
    year: 2020,
    month: 3,
    day: 5,
    hour: 12,
    minute: 1,
    second: 1,
  })
})

test('the beginning of the calendar and times beyond its end', () => {
  assert.equal(gregorian.isoDateTime(0), '0000-01-01T00:00:00Z')
  assert.equal(gregorian.isoDateTime(-5), '0000-01-01T00:00:00Z')
  assert.equal(gregorian.isoDateTime(1e300), '9999-12-31T23:59:59Z')
  assert.equal(gregorian.isoDateTime(NaN), '0000-01-01T00:00:00Z')
  assert.equal(gregorian.monthOf(Infinity), '999912')
})

test('ids of monthly documents', () => {
  const hex = '7d1f0c3ab2e94d5f8a6b1c2d3e4f5061'
  assert.equal(gregorian.modbId(march5, hex), `202003-${hex}`)
  assert.equal(gregorian.monthOfId(`202003-${hex}`), '202003')
  assert.equal(gregorian.monthOfId('202012-abc'), '202012')
  assert.equal(gregorian.monthOfId(`20203-${hex}`), '202003')
  for (const id of [hex, '202013-x', '202000-x', '20200-x', '202003', '202003-', 'a202003-x', '2020-x', '']) {
    assert.equal(gregorian.monthOfId(id), undefined, id)
  }
})

test('bounds of a month', () => {
  assert.equal(gregorian.isoDateTime(gregorian.monthStart('202002')), '2020-02-01T00:00:00Z')
  assert.equal(gregorian.isoDateTime(gregorian.monthEnd('202002')), '2020-02-29T23:59:59Z')
  assert.equal(gregorian.isoDateTime(gregorian.monthEnd('202012')), '2020-12-31T23:59:59Z')
})

test('months of a range', () => {
  const november = gregorian.monthStart('201911')
  assert.deepEqual(gregorian.monthsBetween(november, march5), [
    '201911',
    '201912',
    '202001',
    '202002',
    '202003',
  ])
  assert.deepEqual(gregorian.monthsBetween(march5, march5), ['202003'])
  assert.deepEqual(gregorian.monthsBetween(march5, november), [])
})
