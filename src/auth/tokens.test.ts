import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { Revocations, type Revocation } from './revocations.ts'
import { SecretKey } from './secret-key.ts'
import { SigningKeys, type KeyStore, type SealedSigningKey } from './signing-keys.ts'
import { TokenCache } from './token-cache.ts'
import { Tokens } from './tokens.ts'

const account = 'a'.repeat(32)
const owner = 'b'.repeat(32)
const request = { accountId: account, ownerId: owner, method: 'cb_user_auth', lifetime: 3600 }

let kept: SealedSigningKey | undefined
const store: KeyStore = {
  read: () => Promise.resolve(kept),
  write: (key) => Promise.resolve((kept = key)),
}
let now = 1_900_000_000
let systemSecret = '5957e3'
const revoked: Revocation[] = []
const revocations = new Revocations(
  {
    load: () => Promise.resolve([]),
    add: (revocation) => Promise.resolve(void revoked.push(revocation)),
    remove: () => Promise.resolve(),
  },
  () => now,
)
const keys = new SigningKeys(new SecretKey(new Uint8Array(32).fill(7)), store)
const tokens = new Tokens({
  keys,
  revocations,
  cache: new TokenCache(() => now),
  systemSecret: () => Promise.resolve(systemSecret),
  now: () => now,
})

beforeEach(() => {
  now = 1_900_000_000
  systemSecret = '5957e3'
})

test('an issued token passes until it expires', async () => {
  const token = await tokens.issue(request, 'secret')
  for (let round = 0; round < 2; round += 1) {
    const checked = await tokens.check(token)
    assert.ok(checked.ok)
    assert.equal(checked.claims['owner_id'], owner)
    assert.equal(checked.expires, 1_900_003_600)
  }
  now = 1_900_003_600
  assert.deepEqual(await tokens.check(token), { ok: false, reason: 'expired', error: 'token_expired' })
})

test('a new secret of the user or of the system voids a token, also one checked before', async () => {
  const token = await tokens.issue(request, 'secret')
  const checked = await tokens.check(token)
  assert.ok(checked.ok)
  assert.equal(await tokens.holds(token, checked.claims, 'secret'), true)
  assert.equal(await tokens.holds(token, checked.claims, 'secret'), true)
  assert.equal(await tokens.holds(token, checked.claims, 'another'), false)
  systemSecret = 'another'
  assert.equal(await tokens.holds(token, checked.claims, 'secret'), false)
})

test('a revoked token is refused, also when it was checked before; another of the same login second is not', async () => {
  const token = await tokens.issue(request, 'secret')
  const other = await tokens.issue(request, 'secret')
  assert.equal((await tokens.check(token)).ok, true)
  await tokens.revoke(token)
  assert.deepEqual(await tokens.check(token), { ok: false, reason: 'revoked', error: 'token_revoked' })
  assert.equal((await tokens.check(other)).ok, true)
  assert.equal(revoked.at(-1)?.expires, 1_900_003_600)
})

test('revoking nonsense keeps nothing', async () => {
  const before = revoked.length
  await tokens.revoke('nonsense')
  now = 1_900_000_000
  const expired = await tokens.issue({ ...request, lifetime: 10 }, 'secret')
  now = 1_900_000_010
  await tokens.revoke(expired)
  assert.equal(revoked.length, before)
})

test('a revocation by another process is effective for a token in the cache', async () => {
  const token = await tokens.issue(request, 'secret')
  const checked = await tokens.check(token)
  assert.ok(checked.ok)
  revocations.note({ digest: checked.digest, expires: 1_900_003_600 })
  assert.equal((await tokens.check(token)).ok, false)
})

test('a new signing key voids all tokens, also those checked before', async () => {
  const token = await tokens.issue(request, 'secret')
  assert.equal((await tokens.check(token)).ok, true)
  await keys.rotate()
  assert.deepEqual(await tokens.check(token), {
    ok: false,
    reason: 'invalid',
    error: 'invalid_jwt_signature',
  })
  assert.equal((await tokens.check(await tokens.issue(request, 'secret'))).ok, true)
})
