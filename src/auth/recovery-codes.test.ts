import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newRecoveryCodes, recoveryCodeDigest, withoutRecoveryCode } from './recovery-codes.ts'

test('there are ten codes, all different', () => {
  const codes = newRecoveryCodes()
  assert.equal(new Set(codes).size, 10)
  for (const code of codes) assert.match(code, /^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/)
})

test('a code is used once, however it is written', () => {
  const codes = ['ABCD-EFGH-IJKL-MNOP', 'QRST-UVWX-YZ23-4567']
  const digests = codes.map(recoveryCodeDigest)
  const left = withoutRecoveryCode(digests, ' abcd efgh-ijklmnop ')
  assert.deepEqual(left, digests.slice(1))
  assert.equal(withoutRecoveryCode(left, 'ABCD-EFGH-IJKL-MNOP'), undefined)
  assert.equal(withoutRecoveryCode(digests, ''), undefined)
  assert.equal(withoutRecoveryCode(digests, digests[0] ?? ''), undefined)
})
