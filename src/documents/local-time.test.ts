import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileTime, isTimezone, localParts } from './local-time.ts'

// 2020-03-05T12:00:00Z and 2020-07-05T12:00:00Z
const march = 63_750_628_800
const july = 63_761_169_600

describe('local time', () => {
  it('is that of the timezone, with its summer time', () => {
    assert.equal(fileTime(march, 'Europe/Paris'), '2020-03-05_13:00:00')
    assert.equal(fileTime(july, 'Europe/Paris'), '2020-07-05_14:00:00')
    assert.equal(fileTime(march, 'America/Los_Angeles'), '2020-03-05_04:00:00')
    assert.equal(fileTime(march, 'Asia/Kolkata'), '2020-03-05_17:30:00')
  })

  it('begins the day with hour 0', () => {
    assert.equal(fileTime(march + 11 * 3600, 'Europe/Paris'), '2020-03-06_00:00:00')
  })

  it('is UTC where the timezone is not known', () => {
    assert.equal(fileTime(march, 'Mars/Olympus'), '2020-03-05_12:00:00')
    assert.deepEqual(localParts(march, ''), { year: 2020, month: 3, day: 5, hour: 12, minute: 0, second: 0 })
  })

  it('knows the names of timezones', () => {
    assert.equal(isTimezone('America/Los_Angeles'), true)
    assert.equal(isTimezone('Mars/Olympus'), false)
  })
})
