import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { valueAt } from '../../src/json.ts'
import type { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { startNameServer } from '../harness/name-server.ts'
import { fieldsOf, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let master: Client
let client: Client
let path: string
let stop: (() => void) | undefined

const server = useServer({}, async () => {
  const names = await startNameServer({
    'A us-east.brand.test': ['127.0.0.1'],
    'CNAME api.brand.test': ['elsewhere.test'],
    'SRV _sip._udp.proxy-east.brand.test': ['10 10 7000 us-east.brand.test'],
  })
  stop = names.stop
  await configure(server, 'whitelabel', { name_servers: [names.address] })
  master = await server.masterClient()
  client = await master.subAccount('Brand')
  path = `/v2/accounts/${client.accountId}/whitelabel`
})
after(() => stop?.())

describe('domains of a whitelabel', () => {
  it('need the records of the templates', async () => {
    const reply = await client.anonymous().get('/v2/whitelabel/domains?domain=brand.test')
    assert.equal(reply.status, 200)
    assert.deepEqual(valueAt(fieldsOf(reply), ['A']), {
      'us-central.brand.test': { name: 'Secondary Proxy', zone: 'us-central', mapping: ['127.0.0.1'] },
      'us-east.brand.test': { name: 'Primary Proxy', zone: 'us-east', mapping: ['127.0.0.1'] },
      'us-west.brand.test': { name: 'Tertiary Proxy', zone: 'us-west', mapping: ['127.0.0.1'] },
    })
    assert.deepEqual(valueAt(fieldsOf(reply), ['NAPTR', 'proxy-west.brand.test', 'mapping']), [
      '10 100 "S" "SIP+D2U" "" _sip._udp.proxy-west.brand.test',
    ])
    assert.deepEqual(valueAt(fieldsOf(reply), ['MX']), {})
  })

  it('are that of the request or that of the account', async () => {
    for (const each of ['/v2/whitelabel/domains', `${path}/domains`]) {
      const reply = await client.anonymous().get(each)
      assert.deepEqual(validatorsOf(reply), { domain: ['required'] })
    }
    await client.put(path, { domain: 'brand.test' })
    const own = await client.anonymous().get(`${path}/domains`)
    assert.ok(valueAt(fieldsOf(own), ['CNAME', 'api.brand.test']))
    await client.post(path, { domain: 'Brand.Test' })
    const written = await client.anonymous().get(`${path}/domains`)
    assert.deepEqual(valueAt(fieldsOf(written), ['CNAME', 'api.Brand.Test']), {
      name: 'API',
      mapping: ['api.yourcompany.net'],
    })
    await client.post(path, { domain: 'brand.test' })
  })

  it('are compared with what name servers say', async () => {
    const reply = await client.post(`${path}/domains`, {})
    assert.equal(reply.status, 200)
    const tested = fieldsOf(reply)
    assert.deepEqual(valueAt(tested, ['A', 'us-east.brand.test']), {
      expected: ['127.0.0.1'],
      actual: ['127.0.0.1'],
      name: 'Primary Proxy',
    })
    assert.deepEqual(valueAt(tested, ['A', 'us-west.brand.test', 'actual']), [])
    assert.deepEqual(valueAt(tested, ['CNAME', 'api.brand.test', 'actual']), ['elsewhere.test'])
    assert.deepEqual(valueAt(tested, ['SRV', '_sip._udp.proxy-east.brand.test', 'actual']), [
      '10 10 7000 us-east.brand.test',
    ])
  })

  it('have templates that superduper admins replace', async () => {
    const templates = { CNAME: { 'app.{{domain}}': { name: 'App', mapping: ['apps.example.com'] } } }
    assert.equal((await client.post('/v2/whitelabel/domains', templates)).status, 403)
    const bad = await master.post('/v2/whitelabel/domains', { CNAME: { 'app.example.com': { name: 'App' } } })
    assert.equal(bad.status, 400)
    const set = await master.post('/v2/whitelabel/domains', templates)
    assert.deepEqual([set.status, set.data], [200, templates])
    const reply = await client.anonymous().get('/v2/whitelabel/domains?domain=other.test')
    assert.deepEqual(reply.data, {
      CNAME: { 'app.other.test': { name: 'App', mapping: ['apps.example.com'] } },
    })
  })
})
