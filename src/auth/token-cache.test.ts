import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TokenCache, type CheckedToken } from './token-cache.ts'

function checked(accountId: string, ownerId?: string, expires?: number): CheckedToken {
  return {
    ok: true,
    claims: { account_id: accountId, ...(ownerId !== undefined && { owner_id: ownerId }) },
    digest: '',
    ...(expires !== undefined && { expires }),
  }
}

test('an entry lasts until its token expires', () => {
  let now = 100
  const cache = new TokenCache(() => now)
  const entry = checked('a', undefined, 200)
  cache.set('token', entry)
  now = 199
  assert.equal(cache.get('token'), entry)
  now = 200
  assert.equal(cache.get('token'), undefined)
  assert.equal(cache.size, 0)
})

test('the number of tokens and of characters is bounded; the least recently used leave', () => {
  const few = new TokenCache(() => 0, { tokens: 2, characters: 1000 })
  few.set('one', checked('a'))
  few.set('two', checked('a'))
  few.get('one')
  few.set('three', checked('a'))
  assert.deepEqual(
    ['one', 'two', 'three'].map((token) => few.get(token) !== undefined),
    [true, false, true],
  )
  const small = new TokenCache(() => 0, { tokens: 100, characters: 10 })
  small.set('12345', checked('a'))
  small.set('123456', checked('a'))
  assert.deepEqual([small.get('12345') !== undefined, small.get('123456') !== undefined], [false, true])
  small.set('x'.repeat(11), checked('a'))
  assert.equal(small.get('x'.repeat(11)), undefined)
})

test('tokens of a user or of an account are dropped, others stay', () => {
  const cache = new TokenCache(() => 0)
  const fill = () => {
    cache.set('a', checked('a'))
    cache.set('a/u', checked('a', 'u'))
    cache.set('a/u again', checked('a', 'u'))
    cache.set('a/v', checked('a', 'v'))
    cache.set('b/u', checked('b', 'u'))
    cache.set('nobody', { ok: true, claims: {}, digest: '' })
  }
  const held = () =>
    ['a', 'a/u', 'a/u again', 'a/v', 'b/u', 'nobody'].filter((token) => cache.get(token) !== undefined)
  fill()
  cache.dropIdentity('a', 'u')
  assert.deepEqual(held(), ['a', 'a/v', 'b/u', 'nobody'])
  fill()
  cache.dropIdentity('a')
  assert.deepEqual(held(), ['b/u', 'nobody'])
  cache.dropIdentity('c')
  cache.drop('b/u')
  assert.deepEqual(held(), ['nobody'])
  cache.clear()
  assert.deepEqual(held(), [])
})

test('a token that was replaced in the cache is still found by its owner', () => {
  const cache = new TokenCache(() => 0)
  cache.set('t', checked('a', 'u'))
  cache.set('t', { ...checked('a', 'u'), boundTo: 'x' })
  cache.dropIdentity('a', 'u')
  assert.equal(cache.get('t'), undefined)
})
