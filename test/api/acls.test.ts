import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { useServer } from '../harness/server.ts'

let master: Client
let tenant: Client
const server = useServer({}, async () => {
  master = await server.masterClient()
  tenant = await master.subAccount('Tenant')
})

describe('acls', () => {
  it('are those of the system configuration, for superduper admins', async () => {
    const before = await master.get('/v2/acls')
    assert.deepEqual([before.status, 'data' in before.body], [200, false])
    const acls = {
      'edge-1': {
        type: 'allow',
        'network-list-name': 'authoritative',
        cidr: '192.0.2.10/32',
        description: 'proxy',
      },
    }
    await configure(server, 'ecallmgr', { acls })
    for (const path of ['/v2/acls', `/v2/accounts/${tenant.accountId}/acls`]) {
      const reply = await master.get(path)
      assert.deepEqual([reply.status, reply.data], [200, acls])
      assert.equal((await tenant.get(path)).status, 403)
      assert.equal((await master.anonymous().get(path)).status, 401)
    }
    assert.equal((await master.get('/v2/acls/edge-1')).status, 404)
    assert.equal((await master.post('/v2/acls', {})).status, 405)
  })
})
