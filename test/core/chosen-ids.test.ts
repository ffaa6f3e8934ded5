import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { fieldsOf, idOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let menus: string

const server = useServer({}, async (started) => {
  client = await started.masterClient()
  menus = `/v2/accounts/${client.accountId}/menus`
})

const chosen = 'aB3'.padEnd(32, '0')

describe('ids that clients choose', () => {
  it('are not heeded unless the operator allows them', async () => {
    const reply = await client.put(menus, { name: 'Chosen', id: chosen })
    assert.equal(reply.status, 201)
    assert.match(idOf(reply), /^[0-9a-f]{32}$/)
    assert.notEqual(idOf(reply), chosen)
  })

  it('are taken once, even when the document is deleted', async () => {
    await configure(server, 'crossbar', { allow_onboarding_setting_id: true })
    const reply = await client.put(menus, { name: 'Chosen', id: chosen })
    assert.deepEqual([reply.status, idOf(reply)], [201, chosen])
    assert.equal(reply.headers.get('location'), `${menus}/${chosen}`)
    const again = await client.put(menus, { name: 'Again', id: chosen })
    assert.deepEqual([again.status, again.body['message']], [409, 'datastore_conflict'])
    assert.equal((await client.delete(`${menus}/${chosen}`)).status, 200)
    assert.equal((await client.put(menus, { name: 'Again', id: chosen })).status, 409)
  })

  it('are refused together with all else that is wrong', async () => {
    await configure(server, 'crossbar', { allow_onboarding_setting_id: true })
    for (const id of [chosen.slice(1), `${chosen.slice(1)}-`, 5]) {
      const reply = await client.put(menus, { id, retries: 30 })
      assert.equal(reply.status, 400)
      assert.deepEqual(Object.keys(fieldsOf(reply)).toSorted(), ['id', 'name', 'retries'])
    }
    const account = await client.put(`/v2/accounts/${client.accountId}`, { id: 'short', realm: 'a b!' })
    assert.deepEqual(Object.keys(fieldsOf(account)).toSorted(), ['id', 'name', 'realm'])
  })
})
