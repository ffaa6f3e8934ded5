import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { fieldsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let master: Client
let tenant: Client
let stranger: Client
const server = useServer({}, async () => {
  master = await server.masterClient()
  tenant = await master.subAccount('Tenant')
  stranger = await master.subAccount('Stranger')
})

function assertAbout(fields: ReturnType<typeof fieldsOf>): void {
  assert.deepEqual(Object.keys(fields).sort(), [
    'erlang_version',
    'ports',
    'processes',
    'used_memory',
    'version',
  ])
  assert.match(String(fields['version']), /^\d+\.\d+\.\d+$/)
  assert.ok(Number(fields['used_memory']) > 10_000_000)
  for (const name of ['used_memory', 'processes', 'ports'])
    assert.ok(Number.isInteger(fields[name]) && Number(fields[name]) > 0, name)
  assert.equal(fields['erlang_version'], '0')
}

describe('GET /about', () => {
  it('tells a superduper admin about the server', async () => {
    const reply = await master.get('/v2/about')
    assert.equal(reply.status, 200)
    assertAbout(fieldsOf(reply))
  })

  it('is forbidden to everyone else', async () => {
    const reply = await tenant.get('/v2/about')
    assert.deepEqual([reply.status, reply.data], [403, { message: 'forbidden' }])
    assert.equal((await master.anonymous().get('/v2/about')).status, 401)
  })

  it('is open below an account to those who may reach it', async () => {
    const path = `/v2/accounts/${tenant.accountId}/about`
    for (const client of [tenant, master]) {
      const reply = await client.get(path)
      assert.equal(reply.status, 200)
      assertAbout(fieldsOf(reply))
    }
    assert.equal((await stranger.get(path)).status, 403)
  })

  it('cannot be changed', async () => {
    const reply = await master.post('/v2/about', {})
    assert.deepEqual([reply.status, reply.body['message']], [405, 'invalid_method'])
    assert.equal((await master.get('/v2/about/more')).status, 404)
  })
})
