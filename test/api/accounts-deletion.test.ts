import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { entriesOf, fieldsOf, idOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

const server = useServer()

describe('deletion of accounts', () => {
  let master: Client
  before(async () => {
    master = await server.masterClient()
  })

  it('removes the account and all it has, for good', async () => {
    const client = await master.subAccount('Gone')
    const path = `/v2/accounts/${client.accountId}`
    await client.put(`${path}/menus`, { name: 'Menu' })
    const shown = fieldsOf(await client.get(path))
    const reply = await master.delete(path)
    assert.equal(reply.status, 200)
    assert.deepEqual(reply.data, {
      id: client.accountId,
      name: 'Gone',
      realm: 'gone.test',
      timezone: 'America/Los_Angeles',
      call_restriction: shown['call_restriction'],
      music_on_hold: {},
      preflow: {},
      ringtones: {},
      _read_only: { deleted: true },
    })
    const again = await master.delete(path)
    assert.equal(again.status, 404)
    assert.deepEqual(again.data, { message: 'bad identifier', cause: client.accountId })
    assert.equal((await client.get(path)).status, 404)
    assert.equal((await client.get(`/v2/accounts/${master.accountId}`)).status, 401)
    const { documents } = server.running.edge.services
    assert.ok(!(await documents.store.databases()).includes(client.accountId))
    assert.equal(await documents.store.count({ db: client.accountId, view: 'menus/crossbar_listing' }), 0)
  })

  it('frees realm and name', async () => {
    const body = { name: 'Again', realm: 'again.test' }
    const first = idOf(await master.put('/v2/accounts', body))
    assert.equal((await master.delete(`/v2/accounts/${first}`)).status, 200)
    assert.equal((await master.put('/v2/accounts', body)).status, 201)
  })

  it('is refused with accounts below, and to the master account', async () => {
    const parent = await master.subAccount('Has Children')
    const child = await parent.subAccount('A Child')
    const refused = await master.delete(`/v2/accounts/${parent.accountId}`)
    assert.equal(refused.status, 500)
    assert.equal(refused.body['message'], 'account_has_descendants')
    assert.deepEqual(refused.data, { message: 'account has descendants' })
    assert.equal((await child.get(`/v2/accounts/${child.accountId}`)).status, 200)
    const root = await master.delete(`/v2/accounts/${master.accountId}`)
    assert.equal(root.status, 405)
    assert.equal((await master.delete(`/v2/accounts/${child.accountId}`)).status, 200)
    assert.equal((await master.delete(`/v2/accounts/${parent.accountId}`)).status, 200)
  })

  it('leaves no account without its parent, whatever is created at the same moment', async () => {
    for (let round = 0; round < 4; round += 1) {
      const parent = idOf(await master.put('/v2/accounts', { name: `Contested ${String(round)}` }))
      const [created, deleted] = await Promise.all([
        master.put(`/v2/accounts/${parent}`, { name: `Late ${String(round)}` }),
        master.delete(`/v2/accounts/${parent}`),
      ])
      const outcome = `${String(created.status)} ${String(deleted.status)}`
      assert.ok(['201 500', '404 200'].includes(outcome), outcome)
      const below = entriesOf(await master.get(`/v2/accounts/${master.accountId}/descendants?paginate=false`))
      const names = below.map(({ name }) => name)
      assert.equal(names.includes(`Late ${String(round)}`), created.status === 201)
      assert.equal(names.includes(`Contested ${String(round)}`), created.status === 201)
    }
  })
})
