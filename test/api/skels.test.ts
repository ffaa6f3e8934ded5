import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { idOf } from '../harness/reply.ts'
import { expectRefusals } from '../harness/refusals.ts'
import { useServer } from '../harness/server.ts'

let owner: Client
let stranger: Client
const server = useServer({}, async () => {
  const master = await server.masterClient()
  owner = await master.subAccount('Owner')
  stranger = await master.subAccount('Stranger')
})

describe('skels', () => {
  it('are documents of any shape, listed by id alone', async () => {
    const path = `/v2/accounts/${owner.accountId}/skels`
    const created = await owner.put(path, { anything: { goes: [1, true, 'x'] } })
    const id = idOf(created)
    assert.deepEqual([created.status, created.data], [201, { id, anything: { goes: [1, true, 'x'] } }])
    assert.deepEqual((await owner.get(path)).data, [{ id }])
    assert.deepEqual((await owner.patch(`${path}/${id}`, { more: 2 })).data, {
      id,
      anything: { goes: [1, true, 'x'] },
      more: 2,
    })
    assert.deepEqual((await owner.post(`${path}/${id}`, { other: 1 })).data, { id, other: 1 })
    assert.deepEqual((await owner.get(`${path}/${id}`)).data, { id, other: 1 })
    await expectRefusals({ owner, stranger, path, id, body: { other: 2 } })
    assert.equal((await owner.delete(`${path}/${id}`)).status, 200)
    assert.equal((await owner.get(`${path}/${id}`)).status, 404)
  })
})
