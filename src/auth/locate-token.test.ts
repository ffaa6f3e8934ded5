import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '../json.ts'
import { locateToken, type Headers, type TransportedToken } from './locate-token.ts'

const cases: readonly [string, Headers, Record<string, Json>, TransportedToken | undefined][] = [
  ['nothing', {}, {}, undefined],
  ['header', { 'x-auth-token': 'h' }, {}, { kind: 'x-auth-token', value: 'h' }],
  ['header before value', { 'x-auth-token': 'h' }, { auth_token: 'v' }, { kind: 'x-auth-token', value: 'h' }],
  [
    'value before authorization',
    { authorization: 'Bearer b' },
    { auth_token: 'v' },
    { kind: 'x-auth-token', value: 'v' },
  ],
  ['bearer', { authorization: 'Bearer b.c.d' }, {}, { kind: 'bearer', value: 'b.c.d' }],
  ['basic', { authorization: 'Basic eDp5' }, {}, { kind: 'basic', value: 'eDp5' }],
  ['scheme in any case', { authorization: 'bEARER b' }, {}, { kind: 'bearer', value: 'b' }],
  ['other scheme', { authorization: 'Digest x' }, {}, undefined],
  ['other scheme hides the value', { authorization: 'Digest x' }, { authorization: 'Bearer b' }, undefined],
  ['no scheme', { authorization: 'b.c.d' }, {}, undefined],
  ['scheme alone', { authorization: 'Bearer' }, {}, undefined],
  ['empty bearer', { authorization: 'Bearer  ' }, {}, undefined],
  ['authorization value', {}, { authorization: 'Basic eDp5' }, { kind: 'basic', value: 'eDp5' }],
  [
    'header before authorization value',
    { authorization: 'Bearer b' },
    { authorization: 'Basic x' },
    { kind: 'bearer', value: 'b' },
  ],
  ['empty header', { 'x-auth-token': ' ' }, { auth_token: 'v' }, { kind: 'x-auth-token', value: 'v' }],
  [
    'empty header, then bearer',
    { 'x-auth-token': '', authorization: 'Bearer b' },
    {},
    { kind: 'bearer', value: 'b' },
  ],
  ['values that are no text', {}, { auth_token: 7, authorization: { a: 1 } }, undefined],
  ['several headers', { 'x-auth-token': ['one', 'two'] }, {}, { kind: 'x-auth-token', value: 'one' }],
]

for (const [name, headers, values, expected] of cases)
  test(`token location: ${name}`, () => {
    assert.deepEqual(
      locateToken(headers, (key) => values[key]),
      expected,
    )
  })
