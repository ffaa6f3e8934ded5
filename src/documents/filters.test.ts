import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '../json.ts'
import { compileFilters, type FilterOptions } from './filters.ts'
import { parseQuery, Query } from './query.ts'

const document: JsonObject = {
  id: 'a1',
  name: 'Lobby',
  empty: '',
  nothing: null,
  zero: 0,
  timeout: 20,
  ratio: 1.5,
  enabled: true,
  flags: ['red', 'blue'],
  mixed: ['red', 1],
  numbers: [{ number: '1000' }, { number: '2000' }],
  caller_id: { internal: { name: 'Bob' } },
  list: {},
  pvt_type: 'device',
  pvt_created: 63_700_000_000,
  pvt_modified: 63_700_000_500,
}

function kept(text: string, options?: FilterOptions, what: JsonObject = document): boolean {
  const query = parseQuery(text)
  assert.ok(query instanceof Query)
  const filter = compileFilters(query, options)
  assert.ok(filter, `${text} has a filter`)
  return filter.keep(what)
}

function none(text: string, options?: FilterOptions): boolean {
  const query = parseQuery(text)
  assert.ok(query instanceof Query)
  return compileFilters(query, options) === undefined
}

test('queries without filters', () => {
  for (const text of [
    '',
    'page_size=3',
    'has_keys=a',
    'has_key_x=a',
    'filter=a',
    'filtername=a',
    'created=1',
  ]) {
    assert.ok(none(text), text)
  }
})

test('values are compared as text, with regard to case', () => {
  const equal = [
    'filter_name=Lobby',
    'filter_timeout=20',
    'filter_ratio=1.5',
    'filter_enabled=true',
    'filter_enabled',
    'filter_flags=redblue',
    'filter_flags.2=blue',
    'filter_numbers.1.number=1000',
    'filter_caller_id.internal.name=Bob',
    'filter_caller_id.internal=%7B%22name%22:%22Bob%22%7D',
    'filter_pvt_type=device',
    'filter_foo=',
    'filter_empty=',
    'filter_name.first=',
  ]
  for (const text of equal) {
    assert.ok(kept(text), text)
    assert.ok(!kept(text.replace('filter_', 'filter_not_')), `not ${text}`)
  }
  const different = [
    'filter_name=lobby',
    'filter_name=Lob',
    'filter_name=',
    'filter_timeout=20.0',
    'filter_enabled=TRUE',
    'filter_flags=red',
    'filter_flags.0=red',
    'filter_flags.3=red',
    'filter_flags.x=red',
    'filter_numbers.number=1000',
    'filter_foo=bar',
  ]
  for (const text of different) {
    assert.ok(!kept(text), text)
    assert.ok(kept(text.replace('filter_', 'filter_not_')), `not ${text}`)
  }
})

test('a JSON array holds alternatives, a JSON string one text', () => {
  assert.ok(kept('filter_name=["Hall","Lobby"]'))
  assert.ok(!kept('filter_name=["Hall","lobby"]'))
  assert.ok(!kept('filter_not_name=["Hall","Lobby"]'))
  assert.ok(kept('filter_name="Lobby"'))
  assert.ok(!kept('filter_timeout=[20]'))
  assert.ok(kept('filter_timeout=["20"]'))
  assert.ok(!kept('filter_name={"Lobby":1}'))
  assert.ok(!kept('filter_name=["Lobby"'))
})

test('presence of keys', () => {
  assert.ok(kept('has_key=name'))
  assert.ok(kept('has_key=nothing'))
  assert.ok(kept('has_key=caller_id.internal'))
  assert.ok(kept('has_key=flags.2'))
  assert.ok(!kept('has_key=foo'))
  assert.ok(!kept('has_key=flags.3'))
  assert.ok(!kept('has_key=name.length'))
  assert.ok(kept('key_missing=foo'))
  assert.ok(!kept('key_missing=nothing'))
})

test('presence of values', () => {
  for (const key of ['name', 'enabled', 'flags', 'caller_id']) {
    assert.ok(kept(`has_value=${key}`), key)
    assert.ok(!kept(`value_missing=${key}`), key)
  }
  for (const key of ['empty', 'nothing', 'zero', 'list', 'foo', 'caller_id.external']) {
    assert.ok(!kept(`has_value=${key}`), key)
    assert.ok(kept(`value_missing=${key}`), key)
    assert.ok(kept(`missing_value=${key}`), key)
  }
})

test('presence parameters without a value keep nothing', () => {
  for (const name of ['has_key', 'key_missing', 'has_value', 'value_missing']) assert.ok(!kept(name), name)
})

test('times of creation and change', () => {
  assert.ok(kept('created_from=63700000000'))
  assert.ok(kept('created_to=63700000000'))
  assert.ok(!kept('created_from=63700000001'))
  assert.ok(!kept('created_to=63699999999'))
  assert.ok(kept('modified_from=63700000500&modified_to=63700000500'))
  assert.ok(!kept('modified_from=63700000501'))
  assert.ok(!kept('created_from=yesterday'))
  assert.ok(!kept('modified_to'))
})

test('a document without times passes lower bounds and fails upper ones', () => {
  assert.ok(kept('created_from=5', {}, { id: 'x' }))
  assert.ok(!kept('created_to=5', {}, { id: 'x' }))
})

test('all conditions hold together, repeated ones too', () => {
  assert.ok(kept('filter_name=Lobby&has_key=timeout'))
  assert.ok(!kept('filter_name=Lobby&has_key=foo'))
  assert.ok(!kept('filter_not_name=Hall&filter_not_name=Lobby'))
  assert.ok(kept('filter_not_name=Hall&filter_not_name=Cellar'))
  assert.ok(!kept('filter_name=Lobby&filter_name=Hall'))
})

test('listings of a time range filter by times only beside something else', () => {
  assert.ok(none('created_from=5&modified_to=5', { ranged: true }))
  assert.ok(!kept('created_to=5&filter_name=Lobby', { ranged: true }))
  assert.ok(kept('created_from=5&filter_name=Lobby', { ranged: true }))
})

test('a listing may direct keys to a part of the document', () => {
  const message = { name: 'other', metadata: { folder: 'new' }, pvt_created: 7 }
  const options: FilterOptions = { under: 'metadata' }
  assert.ok(kept('filter_folder=new', options, message))
  assert.ok(kept('key_missing=name', options, message))
  assert.ok(kept('created_to=7&has_key=folder', options, message))
  assert.ok(kept('key_missing=folder', options, { name: 'no metadata' }))
})

test('a listing may change the values compared with', () => {
  const options: FilterOptions = {
    value: (key, value) => (key.endsWith('call_id') ? value.replace(/^\d{6}-/, '') : value),
  }
  assert.ok(kept('filter_call_id=202003-abc', options, { call_id: 'abc' }))
  assert.ok(!kept('filter_not_other_leg_call_id=202003-abc', options, { other_leg_call_id: 'abc' }))
  assert.ok(!kept('filter_name=202003-abc', options, { name: 'abc' }))
})

test('names of the language itself are not there', () => {
  for (const key of ['__proto__', 'constructor', 'constructor.name', 'toString', 'flags.length', 'name.0']) {
    assert.ok(!kept(`has_key=${key}`), key)
    assert.ok(kept(`filter_${key}=`), key)
  }
})

test('the store looks for few values only, lest a long list of them keep it busy', () => {
  const fieldsWith = (count: number): number | undefined => {
    const list = JSON.stringify(Array.from({ length: count }, (_, at) => `v${String(at)}`))
    return compileFilters(new Query([['filter_name', list]]))?.sieve.fields.length
  }
  assert.deepEqual([1, 15, 16, 10_000].map(fieldsWith), [1, 1, 0, 0])
})
