import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromBase32, newTotpSecret, stepOfCode, toBase32, totpCode, totpUri } from './totp.ts'

/** The secret of RFC 4226, appendix D, and RFC 6238, appendix B. */
const secret = toBase32(Buffer.from('12345678901234567890'))
const six = { secret, digits: 6, period: 30 }
const eight = { secret, digits: 8, period: 30 }

test('codes are those of RFC 4226, appendix D', () => {
  const codes = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583']
  codes.forEach((code, step) => {
    assert.equal(totpCode(six, step), code)
  })
})

test('codes are those of RFC 6238, appendix B', () => {
  const codes = [
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ] as const
  for (const [time, code] of codes) assert.equal(stepOfCode(eight, code, time, 0), Math.floor(time / 30))
})

test('a clock may be one step off, not two', () => {
  const code = totpCode(six, 1000)
  for (const [now, step] of [
    [29_969, undefined],
    [29_970, 1000],
    [30_000, 1000],
    [30_059, 1000],
    [30_060, undefined],
  ] as const)
    assert.equal(stepOfCode(six, code, now, 1), step, String(now))
})

test('a code is used once, and those before it with it', () => {
  const now = 30_000
  assert.equal(stepOfCode(six, totpCode(six, 1000), now, 1, 999), 1000)
  assert.equal(stepOfCode(six, totpCode(six, 1000), now, 1, 1000), undefined)
  assert.equal(stepOfCode(six, totpCode(six, 999), now, 1, 1000), undefined)
  assert.equal(stepOfCode(six, totpCode(six, 1001), now, 1, 1000), 1001)
})

test('other texts are no codes', () => {
  for (const text of ['', '1', '75522', '7552244', '755 224', '７５５２２４', '755225'])
    assert.equal(stepOfCode(six, text, 0, 0), undefined, text)
})

test('Base32 is that of RFC 4648 §10, without padding', () => {
  const vectors = [
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ] as const
  for (const [text, encoded] of vectors) {
    assert.equal(toBase32(Buffer.from(text)), encoded)
    assert.equal(fromBase32(encoded.toLowerCase()).toString(), text)
  }
})

test('secrets have 160 bits', () => {
  assert.match(newTotpSecret().secret, /^[A-Z2-7]{32}$/)
  assert.notEqual(newTotpSecret().secret, newTotpSecret().secret)
})

test('addresses name issuer and account', () => {
  assert.equal(
    totpUri({ secret: 'MZXW6YTB', digits: 6, period: 30 }, 'Acme & Co', 'jo@acme.test'),
    'otpauth://totp/Acme%20%26%20Co:jo%40acme.test?secret=MZXW6YTB&issuer=Acme%20%26%20Co&algorithm=SHA1&digits=6&period=30',
  )
})
