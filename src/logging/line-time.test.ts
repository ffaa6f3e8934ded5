import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lineTime } from './line-time.ts'

test('lines tell the time to the millisecond', ({ mock }) => {
  mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 0, 2, 3, 4, 5, 7) })
  assert.equal(lineTime(), ',"time":"2026-01-02T03:04:05.007Z"')
  mock.timers.setTime(Date.UTC(2026, 0, 2, 3, 4, 5, 999))
  assert.equal(lineTime(), ',"time":"2026-01-02T03:04:05.999Z"')
  mock.timers.setTime(Date.UTC(2026, 0, 2, 3, 4, 6, 0))
  assert.equal(lineTime(), ',"time":"2026-01-02T03:04:06.000Z"')
})
