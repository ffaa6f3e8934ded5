import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newApiKey, newSignatureSecret, randomPassword, randomUsername } from './passwords.ts'
import { newResetId, readResetId } from './reset-ids.ts'

const accountId = '00112233445566778899aabbccddeeff'
const place = { accountId, year: 2031, month: 7 }

test('a reset id carries account, year and month where the original has them', () => {
  const id = newResetId(place, 137)
  // Y1 Y4, M2 Y2, Y3 M1 behind one random character each.
  assert.match(id, new RegExp(`^${accountId}[0-9a-f]21[0-9a-f]70[0-9a-f]30[0-9a-f]{91}$`))
  assert.equal(id.length, 132)
  assert.deepEqual(readResetId(id), place)
})

test('the length follows the configured size; sizes out of range count as 137', () => {
  const lengths = [137, 138, 179, 100, 42, 60, 180, 41, 0, -5, 1000, 50.5, NaN].map(
    (size) => newResetId(place, size).length,
  )
  assert.deepEqual(lengths, [132, 134, 174, 96, 73, 73, 132, 132, 132, 132, 132, 132, 132])
})

test('ids of any size cannot be guessed, and match the pattern of the schema', () => {
  for (const size of [42, 43, 137, 179]) {
    const ids = Array.from({ length: 50 }, () => newResetId(place, size))
    assert.equal(new Set(ids.map((id) => id.slice(41))).size, 50)
    for (const id of ids) assert.match(id, /^[a-fA-F0-9]{40,250}$/)
  }
})

test('every month can be read back, and in upper case too', () => {
  for (const year of [1999, 2031, 9876])
    for (let month = 1; month <= 12; month += 1) {
      const id = newResetId({ accountId, year, month }, 137)
      assert.deepEqual(readResetId(id), { accountId, year, month })
      assert.deepEqual(readResetId(id.toUpperCase()), { accountId, year, month })
    }
})

test('the id of the original is read', () => {
  // Account, 5 2 1, a 7 0, f 3 0, noise: July 2031.
  assert.deepEqual(readResetId(`${accountId}521a70f30deadbeef`), place)
})

test('what is no reset id is not read', () => {
  const id = newResetId(place, 137)
  for (const text of [
    '',
    accountId,
    id.slice(0, 41),
    `${id}g`,
    ` ${id}`,
    `${id}\n`,
    id + 'a'.repeat(119),
    `${accountId}5a1a70f30deadbeef`,
    `${accountId}521a30f3adeadbeef`,
    `${accountId}521a00f30deadbeef`,
    `${accountId}521a30f31deadbeef`,
  ])
    assert.equal(readResetId(text), undefined, text)
})

test('random passwords, usernames, keys and secrets have their form', () => {
  assert.match(randomPassword(), /^[0-9a-f]{64}$/)
  assert.match(randomUsername(), /^user_[0-9a-f]{16}$/)
  assert.match(newApiKey(), /^[0-9a-f]{64}$/)
  assert.match(newSignatureSecret(), /^[0-9a-f]{32}$/)
  for (const make of [randomPassword, randomUsername, newApiKey, newSignatureSecret])
    assert.notEqual(make(), make())
})
