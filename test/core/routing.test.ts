import assert from 'node:assert/strict'
import { request } from 'node:http'
import { describe, it } from 'node:test'
import type { Client, Reply } from '../harness/client.ts'
import { idOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let menus: string

const server = useServer({}, async () => {
  client = await server.masterClient()
  menus = `/v2/accounts/${client.accountId}/menus`
})

describe('versions', () => {
  it('other than v2 are gone', async () => {
    for (const path of ['/v1', '/v1/accounts', '/v3/accounts']) {
      const reply = await client.get(path)
      assert.equal(reply.status, 410)
      assert.equal(reply.body['message'], 'gone')
      assert.equal(typeof reply.data, 'string')
    }
  })

  it('are case-sensitive; everything else gets the banner', async () => {
    for (const path of ['/', '/api', '/V2/accounts', '/v2x']) {
      const reply = await client.request('DELETE', path, undefined, {})
      assert.equal(reply.status, 200)
      assert.equal(reply.headers.get('content-type'), 'text/plain; charset=UTF-8')
    }
  })
})

describe('paths', () => {
  const faults: readonly (readonly [string, string, number, string, unknown])[] = [
    ['GET', '/v2', 401, 'invalid_credentials', { message: 'invalid credentials' }],
    ['GET', '/v2/nosuch/thing', 401, 'invalid_credentials', { message: 'invalid credentials' }],
    ['GET', '/v2/accounts', 405, 'invalid_method', { message: 'method not allowed' }],
    ['GET', '/v2/accounts/abc', 404, 'bad identifier', { message: "invalid account_id 'abc'" }],
    ['GET', '/v2/accounts//menus', 404, 'bad identifier', { message: 'missing account_id' }],
    [
      'GET',
      `/v2/accounts/${'0'.repeat(32)}/menus`,
      404,
      'bad_identifier',
      { cause: '0'.repeat(32), message: 'bad identifier' },
    ],
    ['GET', '/v2/account/menus', 401, 'invalid credentials', {}],
  ]
  for (const [method, path, status, message, data] of faults)
    it(`${method} ${path} answers ${String(status)} to those without a token`, async () => {
      const reply = await client.anonymous().request(method, path, undefined, {})
      assert.deepEqual([reply.status, reply.body['message'], reply.data], [status, message, data])
      assert.equal(reply.body['error'], String(status))
      assert.equal(reply.headers.get('content-type'), 'application/json')
      assert.equal(reply.headers.get('access-control-allow-origin'), '*')
    })

  it('that no module knows are 404 for those with a token', async () => {
    const reply = await client.get('/v2/nosuch')
    assert.deepEqual([reply.status, reply.body['message']], [404, 'not_found'])
    const deeper = await client.anonymous().get(`${menus}/a/b/c`)
    assert.deepEqual([deeper.status, deeper.body['message']], [404, 'not_found'])
  })

  it('may end with slashes and use the alias account', async () => {
    assert.equal((await client.get(`${menus}//`)).status, 200)
    assert.equal((await client.get('/v2/account/menus')).status, 200)
  })

  it('check the documents that earlier nouns name', async () => {
    const missing = await client.get(`/v2/accounts/${client.accountId}/users/${'f'.repeat(32)}/menus`)
    assert.deepEqual(
      [missing.status, missing.data],
      [404, { cause: 'f'.repeat(32), message: 'bad identifier' }],
    )
    const found = await client.get(`/v2/accounts/${client.accountId}/users/${client.ownerId}/menus`)
    assert.equal(found.status, 200)
  })

  it('refuse tokens that are none', async () => {
    const reply = await client.anonymous().get(menus, { headers: { 'x-auth-token': 'nonsense' } })
    assert.deepEqual([reply.status, reply.body['message']], [401, 'invalid_credentials'])
    assert.equal(reply.body['version'], undefined)
  })
})

describe('verbs', () => {
  it('that a path does not have are 405 before anyone is asked who they are', async () => {
    const reply = await client.anonymous().delete(menus)
    assert.deepEqual([reply.status, reply.body['message']], [405, 'invalid_method'])
  })

  it('can be tunnelled through POST in envelope and query', async () => {
    const created = await client.post(menus, { name: 'Tunnelled' }, { envelope: { verb: 'PUT' } })
    assert.equal(created.status, 201)
    const path = `${menus}/${idOf(created)}`
    const patched = await client.post(`${path}?verb=patch`, { name: 'Patched' })
    assert.equal(patched.status, 200)
    const read = await client.post(path, {}, { envelope: { verb: 'GET' } })
    assert.equal(read.status, 200)
    const deleted = await client.post(path, {}, { envelope: { verb: 'DELETE' } })
    assert.equal(deleted.status, 200)
    assert.equal((await client.get(path)).status, 404)
  })

  it('tunnelled where they are not allowed are 405', async () => {
    const reply = await client.post(menus, { name: 'x' }, { envelope: { verb: 'PATCH' } })
    assert.deepEqual([reply.status, reply.body['message']], [405, 'invalid_method'])
    const other = await client.put(`${menus}/${'a'.repeat(32)}?verb=GET`, {})
    assert.equal(other.status, 405)
    assert.equal(other.text, '')
    assert.equal(other.headers.get('allow'), 'OPTIONS, GET, POST, PATCH, DELETE')
  })

  it('tunnelled through GET change nothing', async () => {
    const path = `${menus}/${idOf(await client.put(menus, { name: 'Safe' }))}`
    await client.get(`${path}?verb=DELETE`)
    assert.equal((await client.get(path)).status, 200)
  })

  it('unknown to the API are 501', async () => {
    for (const method of ['PROPFIND', 'TRACE', 'BREW']) {
      const reply = await raw(method, menus)
      assert.equal(reply, 501)
    }
  })

  it('HEAD is 405', async () => {
    const reply = await client.request('HEAD', menus, undefined, {})
    assert.equal(reply.status, 405)
  })
})

describe('OPTIONS', () => {
  it('tells a page of another origin what it may do', async () => {
    const reply = await client.anonymous().request('OPTIONS', menus, undefined, {
      headers: { origin: 'https://console.test', 'access-control-request-method': 'PUT' },
    })
    assert.equal(reply.status, 200)
    assert.equal(reply.text, '')
    assert.equal(reply.headers.get('access-control-allow-origin'), '*')
    assert.equal(reply.headers.get('access-control-allow-methods'), 'OPTIONS, GET, PUT')
    assert.equal(reply.headers.get('access-control-max-age'), '86400')
  })

  it('tells so of the short form of the account too, before anyone signed in', async () => {
    const reply = await client.anonymous().request('OPTIONS', '/v2/account/menus', undefined, {
      headers: { origin: 'https://console.test', 'access-control-request-method': 'PUT' },
    })
    assert.deepEqual(
      [reply.status, reply.headers.get('access-control-allow-methods')],
      [200, 'OPTIONS, GET, PUT'],
    )
  })

  it('is 405 for everyone else', async () => {
    const reply = await client.request('OPTIONS', menus, undefined, {})
    assert.deepEqual([reply.status, reply.body['message']], [405, 'invalid_method'])
  })
})

describe('limits of the listener', () => {
  it('refuse long request lines and too many headers', async () => {
    assert.equal((await client.get(`/v2/${'x'.repeat(8_100)}`)).status, 414)
    const headers = Object.fromEntries(Array.from({ length: 110 }, (_, at) => [`x-h-${String(at)}`, '1']))
    assert.equal((await client.get(menus, { headers })).status, 431)
    assert.equal((await client.get(menus, { headers: { 'x-long': 'a'.repeat(5_000) } })).status, 431)
    assert.equal((await client.get(menus, { headers: { ['x'.repeat(64)]: '1' } })).status, 200)
    assert.equal((await client.get(menus, { headers: { ['x'.repeat(65)]: '1' } })).status, 431)
  })

  it('take a target with scheme and host for what stands behind them', async () => {
    assert.equal(await raw('GET', 'http://crossbar.test/v2/about'), 401)
    assert.equal(await raw('GET', 'http://crossbar.test/healthz'), 200)
  })

  it('refuse query strings that cannot be decoded', async () => {
    const reply: Reply = await client.get(`${menus}?a=%zz`)
    assert.deepEqual([reply.status, reply.text], [400, ''])
  })
})

function raw(method: string, path: string): Promise<number | undefined> {
  const { port } = server.running.address
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method: 'GET', path }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.on('error', reject)
    // The client library refuses methods it does not know, so the line is written by hand.
    sent.method = method
    sent.end()
  })
}
