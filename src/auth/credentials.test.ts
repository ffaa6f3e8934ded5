import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failed } from '../failures.ts'
import { Credentials, digestsOf, type Digest } from './credentials.ts'
import { SecretKey } from './secret-key.ts'
import { SlowHash } from './slow-hash.ts'

const secret = new SecretKey(new Uint8Array(32).fill(7))
const cost = { logN: 4, r: 8, p: 1 }
const credentials = new Credentials(secret, { cost })
const acme = 'a'.repeat(32)
const other = 'b'.repeat(32)
// Made with `printf 'jo@acme.test:S3cret!' | md5sum` and `sha1sum`.
const md5 = 'a756cbe3844e8662d99a7064c699b333'
const sha = '759ffbcb5a3ba7b06f7eec878994b09ce66a39b1'

/** Counts how often the slow part is done. */
class CountedHash extends SlowHash {
  count = 0
  override hash(...args: Parameters<SlowHash['hash']>): ReturnType<SlowHash['hash']> {
    this.count += 1
    return super.hash(...args)
  }
}

async function storedFor(username: string, password: string, account = acme) {
  const fields = await credentials.credentialsFor(account, username, password)
  assert.ok(!failed(fields))
  return fields
}

test('digests are those clients send, with the username in lower case', () => {
  assert.deepEqual(digestsOf('Jo@ACME.test', 'S3cret!'), { md5, sha })
})

test('neither the digests nor the password are stored', async () => {
  const fields = await storedFor('jo@acme.test', 'S3cret!')
  assert.match(fields.pvt_md5_auth_key ?? '', /^scrypt\$ln=4,r=8,p=1\$[A-Za-z0-9_-]{43}$/)
  assert.match(fields.pvt_sha1_auth_key ?? '', /^scrypt\$ln=4,r=8,p=1\$[A-Za-z0-9_-]{43}$/)
  assert.deepEqual(Object.keys(fields).sort(), ['pvt_md5_auth_key', 'pvt_sha1_auth_key'])
  const text = JSON.stringify(fields)
  for (const clear of [md5, sha, 'S3cret!']) assert.ok(!text.includes(clear))
})

test('the digest a client sends is recognised, any other is not', async () => {
  const { pvt_md5_auth_key: stored = '', pvt_sha1_auth_key: storedSha = '' } = await storedFor(
    'JO@acme.test',
    'S3cret!',
  )
  const cases: readonly [string, string, Digest, boolean][] = [
    [stored, acme, { method: 'md5', digest: md5 }, true],
    [storedSha, acme, { method: 'sha', digest: sha }, true],
    [stored, acme, { method: 'md5', digest: md5.toUpperCase() }, false],
    [stored, acme, { method: 'sha', digest: sha }, false],
    [stored, acme, { method: 'sha', digest: md5 }, false],
    [stored, other, { method: 'md5', digest: md5 }, false],
    [stored, acme, { method: 'md5', digest: digestsOf('jo@acme.test', 's3cret!').md5 }, false],
    [stored, acme, { method: 'md5', digest: '' }, false],
    ['', acme, { method: 'md5', digest: md5 }, false],
    [md5, acme, { method: 'md5', digest: md5 }, false],
    [stored.slice(0, -1), acme, { method: 'md5', digest: md5 }, false],
  ]
  for (const [value, account, digest, expected] of cases)
    assert.equal(await credentials.verify(value, account, digest), expected, JSON.stringify([value, digest]))
})

test('what is stored is what a login looks for', async () => {
  const fields = await storedFor('jo@acme.test', 'S3cret!')
  const stretched = await credentials.stretch({ method: 'md5', digest: md5 })
  assert.ok(!failed(stretched))
  assert.deepEqual(credentials.lookupKeys(acme, stretched), [fields.pvt_md5_auth_key])
  assert.notDeepEqual(credentials.lookupKeys(other, stretched), [fields.pvt_md5_auth_key])
})

test('the same credentials give the same fields, others do not, so a change shows', async () => {
  assert.deepEqual(await storedFor('jo', 'x'), await storedFor('JO', 'x'))
  assert.notDeepEqual(await storedFor('jo', 'x'), await storedFor('jo', 'y'))
  assert.notDeepEqual(await storedFor('jo', 'x'), await storedFor('jo', 'x', other))
})

test('digests of another system are taken over', async () => {
  const taken = await credentials.credentialsFromDigest(acme, md5, sha)
  assert.deepEqual(taken, await storedFor('jo@acme.test', 'S3cret!'))
  assert.deepEqual(await credentials.credentialsFromDigest(acme, undefined, undefined), {})
  assert.deepEqual(await credentials.credentialsFromDigest(acme, md5.toUpperCase(), sha.slice(1)), {})
})

test('a digest that proved right is not stretched again; a wrong one always is', async () => {
  const slowHash = new CountedHash()
  const counted = new Credentials(secret, { cost, slowHash })
  const { pvt_md5_auth_key: stored = '' } = await storedFor('jo@acme.test', 'S3cret!')
  const wrong: Digest = { method: 'md5', digest: '0'.repeat(32) }
  assert.equal(await counted.verify(stored, acme, wrong), false)
  assert.equal(await counted.verify(stored, acme, wrong), false)
  assert.equal(slowHash.count, 2)
  assert.equal(await counted.verify(stored, acme, { method: 'md5', digest: md5 }), true)
  assert.equal(await counted.verify(stored, acme, { method: 'md5', digest: md5 }), true)
  assert.equal(slowHash.count, 3)
})

test('a digest that is right elsewhere is refused at the same cost as any other', async () => {
  const slowHash = new CountedHash()
  const counted = new Credentials(secret, { cost, slowHash })
  const { pvt_md5_auth_key: stored = '' } = await storedFor('jo@acme.test', 'S3cret!')
  const digest: Digest = { method: 'md5', digest: md5 }
  assert.equal(counted.remembers(digest), false)
  assert.equal(await counted.verify(stored, acme, digest), true)
  assert.equal(counted.remembers(digest), true)
  assert.equal(slowHash.count, 1)
  const stretched = await counted.stretch(digest)
  assert.ok(!failed(stretched))
  assert.equal(counted.matches(stored, other, stretched), false)
  await counted.atEqualCost(digest, stretched)
  assert.equal(slowHash.count, 2)
  const wrong: Digest = { method: 'md5', digest: '0'.repeat(32) }
  const wrongOne = await counted.stretch(wrong)
  assert.ok(!failed(wrongOne))
  await counted.atEqualCost(wrong, wrongOne)
  assert.equal(slowHash.count, 3)
})

test('a remembered digest stops working as soon as the stored value changes', async () => {
  const before = await storedFor('jo@acme.test', 'S3cret!')
  const after = await storedFor('jo@acme.test', 'changed')
  const digest: Digest = { method: 'md5', digest: md5 }
  assert.equal(await credentials.verify(before.pvt_md5_auth_key ?? '', acme, digest), true)
  assert.equal(await credentials.verify(after.pvt_md5_auth_key ?? '', acme, digest), false)
})

test('values of a former cost still work, and are known to be outdated', async () => {
  const stronger = new Credentials(secret, { cost: { logN: 5, r: 8, p: 1 }, formerCosts: [cost] })
  const { pvt_md5_auth_key: old = '' } = await storedFor('jo@acme.test', 'S3cret!')
  assert.equal(await stronger.verify(old, acme, { method: 'md5', digest: md5 }), true)
  assert.equal(stronger.outdated(old), true)
  const renewed = await stronger.credentialsFor(acme, 'jo@acme.test', 'S3cret!')
  assert.ok(!failed(renewed))
  assert.equal(stronger.outdated(renewed.pvt_md5_auth_key ?? ''), false)
  assert.match(renewed.pvt_md5_auth_key ?? '', /^scrypt\$ln=5,r=8,p=1\$/)
})

test('another installation does not recognise the stored value', async () => {
  const elsewhere = new Credentials(new SecretKey(new Uint8Array(32).fill(9)), { cost })
  const { pvt_md5_auth_key: stored = '' } = await storedFor('jo@acme.test', 'S3cret!')
  assert.equal(await elsewhere.verify(stored, acme, { method: 'md5', digest: md5 }), false)
})

test('too many logins at once are refused, not queued for ever', async () => {
  const busy = new Credentials(secret, { cost, slowHash: new SlowHash({ concurrency: 1, waiting: 0 }) })
  const [first, second] = await Promise.all([
    busy.stretch({ method: 'md5', digest: md5 }),
    busy.stretch({ method: 'sha', digest: sha }),
  ])
  assert.equal(failed(first), false)
  assert.equal(failed(second), true)
})

test('the same digest sent many times at once is stretched once', async () => {
  const slowHash = new CountedHash()
  const counted = new Credentials(secret, { cost, slowHash })
  await Promise.all([1, 2, 3].map(() => counted.stretch({ method: 'md5', digest: md5 })))
  assert.equal(slowHash.count, 1)
})
