import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../failures.ts'
import { parseQuery, Query } from './query.ts'

function parsed(text: string): Query {
  const query = parseQuery(text)
  assert.ok(query instanceof Query, text)
  return query
}

test('keys, values and their order', () => {
  assert.deepEqual(parsed('b=2&a=1&b=3').entries, [
    ['b', '2'],
    ['a', '1'],
    ['b', '3'],
  ])
  assert.deepEqual(parsed('').entries, [])
  assert.deepEqual(parsed('&&a=1&').entries, [['a', '1']])
})

test('a key without equals sign is true, one with it has a text', () => {
  const query = parsed('paginate&empty=&expr=a=b')
  assert.equal(query.first('paginate'), true)
  assert.equal(query.first('empty'), '')
  assert.equal(query.first('expr'), 'a=b')
})

test('first occurrence, all occurrences, absence', () => {
  const query = parsed('filter_not_a=1&x&filter_not_a=2')
  assert.equal(query.first('filter_not_a'), '1')
  assert.deepEqual(query.all('filter_not_a'), ['1', '2'])
  assert.ok(query.has('x'))
  assert.ok(!query.has('y'))
  assert.equal(query.first('y'), undefined)
})

test('spaces and percent encoding, in keys too', () => {
  const query = parsed('name=a+b%20c&%66%6fo=%2B1&u=%E2%82%AC%C3%A9&raw=caf\u00c3\u00a9')
  assert.equal(query.first('name'), 'a b c')
  assert.equal(query.first('foo'), '+1')
  assert.equal(query.first('u'), '€é')
  assert.equal(query.first('raw'), 'café')
})

test('an undecodable query string is a 400 without body', () => {
  for (const text of ['a=%', 'a=%4', 'a=%zz', '%G0=1', 'a=%ff', 'a=%C3', 'a=\u00ff', 'a=€']) {
    const failure = parseQuery(text)
    assert.ok(failure instanceof Failure, text)
    assert.deepEqual(failure.detail, { kind: 'empty', status: 400 })
  }
})

test('names of the language itself are plain keys', () => {
  const query = parsed('__proto__=x&constructor=y&a=1')
  assert.equal(query.first('__proto__'), 'x')
  assert.equal(query.first('constructor'), 'y')
  assert.equal(query.first('toString'), undefined)
  assert.equal(query.first('hasOwnProperty'), undefined)
})

test('a value put in front wins', () => {
  const query = parsed('start_key=old&a=1').with('start_key', 'new')
  assert.equal(query.first('start_key'), 'new')
  assert.equal(query.first('a'), '1')
})
