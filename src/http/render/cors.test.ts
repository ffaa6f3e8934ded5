import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { systemError } from '../../failures.ts'
import { corsHeaders, isCorsRequest, preflight } from './cors.ts'

describe('CORS', () => {
  it('is asked for by any of three headers', () => {
    assert.equal(isCorsRequest({ origin: 'https://a.example' }), true)
    assert.equal(isCorsRequest({ 'access-control-request-method': 'PUT' }), true)
    assert.equal(isCorsRequest({ 'access-control-request-headers': 'x-auth-token' }), true)
    assert.equal(isCorsRequest({ host: 'a.example' }), false)
  })

  it('is answered with five headers', () => {
    assert.deepEqual(
      corsHeaders({ origin: 'null', 'access-control-request-method': 'PUT' }, ['GET', 'PUT']),
      {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'OPTIONS, GET, PUT',
        'access-control-allow-headers':
          'content-type, depth, user-agent, x-http-method-override, x-file-size, x-requested-with, ' +
          'if-modified-since, x-file-name, cache-control, x-auth-token, x-kazoo-cluster-id, if-match, ' +
          'x-pretty-print, authorization',
        'access-control-expose-headers':
          'content-type, x-auth-token, x-request-id, x-kazoo-cluster-id, location, etag, etag',
        'access-control-max-age': '86400',
      },
    )
  })

  it('names a method first that the resource lacks, if it looks like one', () => {
    const methods = (asked: string) =>
      corsHeaders({ 'access-control-request-method': asked }, ['GET'])['access-control-allow-methods']
    assert.equal(methods('PATCH'), 'PATCH, OPTIONS, GET')
    assert.equal(methods('x, y'), 'OPTIONS, GET')
    assert.equal(methods(''), 'OPTIONS, GET')
  })

  it('decides what OPTIONS is', () => {
    assert.deepEqual(preflight({}, ['GET']), systemError('invalid_method'))
    assert.deepEqual(preflight({ origin: 'https://a.example' }, ['GET']), corsHeaders({}, ['GET']))
  })
})
