import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '../../json.ts'
import { tokenCost } from './token-costs.ts'

const call = { accountId: 'acme', endpoint: 'users', verb: 'PUT' }
const accountless = { endpoint: 'users', verb: 'PUT' }

test('an integer is the cost of everything, a login too; zero is free', () => {
  assert.equal(tokenCost(1, { endpoint: 'user_auth', verb: 'PUT' }, 35), 1)
  assert.equal(tokenCost(5, call, 1), 5)
  assert.equal(tokenCost('5', call, 1), 5)
  assert.equal(tokenCost(0, call, 1), 0)
  assert.equal(tokenCost(undefined, call, 35), 1)
})

test('in an object the most specific entry counts', () => {
  // One entry less each time.
  const cases: readonly [Json, number][] = [
    [{ acme: { users: { PUT: 1 } }, users: { PUT: 4 } }, 1],
    [{ acme: { users: 2 }, users: { PUT: 4 } }, 2],
    [{ acme: 3, users: { PUT: 4 } }, 3],
    [{ acme: { devices: 9, users: { GET: 9 } }, users: { PUT: 4 } }, 4],
    [{ users: 5 }, 5],
    [{ users: { GET: 9 } }, 35],
    [{ other: { users: { PUT: 9 } } }, 35],
    [{}, 35],
  ]
  for (const [costs, expected] of cases)
    assert.equal(tokenCost(costs, call, 35), expected, JSON.stringify(costs))
})

test('without an account in the path only endpoint and verb count', () => {
  assert.equal(tokenCost({ acme: 3, users: { PUT: 4 } }, accountless, 35), 4)
  assert.equal(tokenCost({ acme: { users: { PUT: 1 } } }, accountless, 35), 35)
})

test('a suffix belongs to every path', () => {
  const quickcall = { ...call, suffix: ['quickcall'] }
  assert.equal(tokenCost({ users: { PUT: 4 } }, quickcall, 1), 1)
  assert.equal(tokenCost({ users: { PUT: { quickcall: 6 } } }, quickcall, 1), 6)
  assert.equal(tokenCost({ acme: { quickcall: 7 }, users: { quickcall: 8 } }, quickcall, 1), 7)
  assert.equal(tokenCost({ users: { quickcall: 8 } }, quickcall, 1), 8)
})

test('nonsense counts as not set, and names of object parts are no entries', () => {
  for (const costs of [null, -1, 1.5, 'x', [], { users: -1 }, { users: 'x' }, { users: { PUT: [] } }])
    assert.equal(tokenCost(costs, call, 35), 35, JSON.stringify(costs))
  for (const endpoint of ['constructor', '__proto__'])
    assert.equal(tokenCost({}, { endpoint, verb: 'length' }, 35), 35)
})
