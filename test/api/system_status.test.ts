import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isJsonObject, valueAt, type Json } from '../../src/json.ts'
import type { Client } from '../harness/client.ts'
import { fieldsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let master: Client
let tenant: Client
const server = useServer({}, async () => {
  master = await server.masterClient()
  tenant = await master.subAccount('Tenant')
})

describe('system_status', () => {
  it('tells superduper admins of this node, by zone and kind', async () => {
    for (const path of ['/v2/system_status', `/v2/accounts/${tenant.accountId}/system_status`]) {
      const reply = await master.get(path)
      assert.equal(reply.status, 200)
      const nodes: Json | undefined = valueAt(fieldsOf(reply), ['local', 'kazoo_apps'])
      assert.ok(isJsonObject(nodes))
      const [[name, node] = []] = Object.entries(nodes)
      assert.ok(isJsonObject(node))
      assert.match(String(name), /^crossbar@/)
      assert.deepEqual([node['node'], node['zone'], node['kapps']], [name, 'local', ['crossbar']])
      assert.match(String(node['used_memory']), /^\d+\.\d\dMB$/)
      assert.match(String(node['version']), /^\d+\.\d+\.\d+$/)
      assert.match(String(node['md5']), /^[0-9a-f]{32}$/)
      assert.ok(Number(node['processes']) > 0 && Number(node['ports']) > 0)
    }
  })

  it('is nobody else’s business', async () => {
    for (const path of ['/v2/system_status', `/v2/accounts/${tenant.accountId}/system_status`]) {
      assert.equal((await tenant.get(path)).status, 403)
      assert.equal((await master.anonymous().get(path)).status, 401)
    }
    assert.equal((await master.post('/v2/system_status', {})).status, 405)
    assert.equal((await master.get('/v2/system_status/more')).status, 404)
  })
})
