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

describe('GET /schemas', () => {
  it('lists the names of all schemas to everyone, ascending and in one piece', async () => {
    const reply = await master.anonymous().get('/v2/schemas')
    assert.equal(reply.status, 200)
    const names = reply.data as readonly string[]
    assert.ok(names.length > 300)
    assert.deepEqual(names, [...names].sort())
    for (const name of [
      'accounts',
      'callflows.action',
      'menus',
      'system_config.crossbar',
      'account_config.fax',
    ])
      assert.ok(names.includes(name), name)
    assert.equal('page_size' in reply.body, false)
  })

  it('is there below an account too, for those who may reach it', async () => {
    const path = `/v2/accounts/${tenant.accountId}/schemas`
    const reply = await tenant.get(path)
    assert.deepEqual(reply.data, (await master.anonymous().get('/v2/schemas')).data)
    assert.equal((await stranger.get(path)).status, 403)
    assert.equal((await stranger.get(`${path}/menus`)).status, 403)
    assert.equal((await master.anonymous().get(path)).status, 401)
  })
})

describe('GET /schemas/{SCHEMA_NAME}', () => {
  it('gives a schema to everyone', async () => {
    const schema = fieldsOf(await master.anonymous().get('/v2/schemas/system_config.sysconf'))
    assert.equal(schema['id'], 'system_config.sysconf')
    assert.equal(schema['$schema'], 'http://json-schema.org/draft-04/schema#')
    assert.equal(schema['type'], 'object')
    const properties = schema['properties'] as Record<string, unknown>
    assert.ok('acl_request_timeout_ms' in properties)
  })

  it('knows names that are also those of modules', async () => {
    assert.equal(fieldsOf(await master.anonymous().get('/v2/schemas/devices'))['id'], 'devices')
    const path = `/v2/accounts/${tenant.accountId}/schemas/callflows`
    assert.equal(fieldsOf(await tenant.get(path))['id'], 'callflows')
  })

  it('answers 404 for a name no schema has', async () => {
    for (const name of ['nosuch', '__proto__', 'constructor']) {
      const reply = await master.anonymous().get(`/v2/schemas/${name}`)
      assert.deepEqual(
        [reply.status, reply.body['message'], reply.data],
        [404, 'bad_identifier', { cause: name, message: 'bad identifier' }],
      )
    }
  })
})

describe('PUT /schemas/{SCHEMA_NAME}/validation', () => {
  const path = '/v2/schemas/system_config.sysconf/validation'

  it('gives the data back with defaults filled in and types converted', async () => {
    const reply = await master.put(path, { acl_request_timeout_ms: '12', own: true, pvt_hidden: 1 })
    assert.equal(reply.status, 201)
    assert.deepEqual(reply.data, {
      acl_request_timeout_fudge_ms: 100,
      acl_request_timeout_ms: 12,
      own: true,
    })
  })

  it('tells what is wrong', async () => {
    const reply = await master.put(path, { acl_request_timeout_ms: 'long' })
    assert.deepEqual([reply.status, reply.body['message']], [400, 'validation error'])
    assert.deepEqual(reply.data, {
      acl_request_timeout_ms: {
        type: { message: 'must be a whole number', target: 'integer', value: 'long' },
      },
    })
  })

  it('answers 500 for a schema that does not exist', async () => {
    const reply = await master.put('/v2/schemas/nosuch/validation', {})
    assert.deepEqual([reply.status, reply.body['message']], [500, 'schema nosuch not found.'])
  })

  it('takes a superduper admin, or an account and someone who may reach it', async () => {
    assert.equal((await tenant.put(path, {})).status, 403)
    assert.equal((await master.anonymous().put(path, {})).status, 401)
    const below = `/v2/accounts/${tenant.accountId}/schemas/menus/validation`
    assert.equal(fieldsOf(await tenant.put(below, { name: 'Main' }))['name'], 'Main')
    assert.equal((await tenant.put(below, { name: 'Main' })).status, 201)
    assert.equal((await tenant.put(below, {})).status, 400)
    assert.equal((await stranger.put(below, { name: 'Main' })).status, 403)
  })

  it('is the only way below a schema', async () => {
    assert.equal((await master.get(path)).status, 405)
    assert.equal((await master.put('/v2/schemas/menus/other', {})).status, 404)
  })
})
