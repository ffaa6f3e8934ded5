import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFormat } from './formats.ts'

const texts: readonly (readonly [format: string, good: readonly string[], bad: readonly string[]])[] = [
  ['email', ['a@b', 'a b@c'], ['', 'a', '@b', 'a@', 'a@@b', 'a@b@c']],
  ['ipv4', ['0.0.0.0', '203.0.113.9'], ['1.2.3', '256.1.1.1', '1.2.3.4/32', '::1', '']],
  ['ipv6', ['::1', '2001:db8::7'], ['1.2.3.4', ':::', '[::1]', '']],
  [
    'date-time',
    ['2024-02-29T23:59:60Z', '2024-01-01t00:00:00.5+02:00'],
    [
      ...['2023-02-29T00:00:00Z', '2024-13-01T00:00:00Z', '2024-01-01T24:00:00Z', '2024-01-01T00:00:00'],
      ...['2024-01-01', '2024-01-01T00:00:00+24:00', '2024-00-01T00:00:00Z', '2024-01-00T00:00:00Z'],
    ],
  ],
  ['hostname', ['', '-'], []],
]

for (const [format, good, bad] of texts)
  test(format, () => {
    for (const text of good) assert.ok(isFormat(format, text), text)
    for (const text of bad) assert.ok(!isFormat(format, text), text)
  })
