import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { fieldsOf, idOf, validatorsOf } from '../harness/reply.ts'
import { expectRefusals } from '../harness/refusals.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let stranger: Client
let sets: string

const server = useServer({}, async () => {
  const master = await server.masterClient()
  client = await master.subAccount('Holidays')
  stranger = await master.subAccount('Stranger')
  sets = `/v2/accounts/${client.accountId}/temporal_rules_sets`
})

describe('sets of temporal rules', () => {
  it('are created; their rules need not exist', async () => {
    const created = await client.put(sets, { name: 'Holidays', temporal_rules: ['one', 'two'] })
    const id = idOf(created)
    assert.deepEqual(
      [created.status, created.headers.get('location'), created.data],
      [201, `${sets}/${id}`, { id, name: 'Holidays', temporal_rules: ['one', 'two'] }],
    )
    assert.deepEqual((await client.get(`${sets}/${id}`)).data, created.data)
  })

  it('have a name, and rules or no such field', async () => {
    const refused = await client.put(sets, { name: 'n'.repeat(129), temporal_rules: [] })
    assert.deepEqual(refused.data, {
      name: {
        maxLength: {
          message: 'must be at most 128 characters long',
          target: 128,
          value: 'n'.repeat(129),
          cause: 'n'.repeat(129),
        },
      },
      temporal_rules: { minItems: { message: 'must have at least 1 item', target: 1, value: [] } },
    })
    assert.deepEqual(validatorsOf(await client.put(sets, { temporal_rules: [1], flags: 'a' })), {
      name: ['required'],
      'temporal_rules.0': ['type'],
      flags: ['type'],
    })
    assert.deepEqual(Object.keys(fieldsOf(await client.put(sets, { name: 'Empty' }))).toSorted(), [
      'id',
      'name',
    ])
  })

  it('are listed with their rules and flags', async () => {
    const own = await (await server.masterClient()).subAccount('Calendar')
    const path = `/v2/accounts/${own.accountId}/temporal_rules_sets`
    const first = idOf(await own.put(path, { name: 'First', temporal_rules: ['a'], flags: ['x'] }))
    const second = idOf(await own.put(path, { name: 'Second' }))
    assert.deepEqual((await own.get(path)).data, [
      { id: second, name: 'Second', flags: [] },
      { id: first, name: 'First', rules: ['a'], flags: ['x'] },
    ])
  })

  it('are replaced, patched and deleted', async () => {
    const path = `${sets}/${idOf(await client.put(sets, { name: 'Old', temporal_rules: ['a', 'b'] }))}`
    assert.equal(fieldsOf(await client.post(path, { name: 'New' }))['temporal_rules'], undefined)
    const patched = fieldsOf(await client.patch(path, { temporal_rules: ['c'] }))
    assert.deepEqual([patched['name'], patched['temporal_rules']], ['New', ['c']])
    assert.deepEqual(validatorsOf(await client.patch(path, { temporal_rules: [] })), {
      temporal_rules: ['minItems'],
    })
    assert.deepEqual((await client.delete(path)).data, { ...patched, _read_only: { deleted: true } })
    assert.equal((await client.get(path)).status, 404)
  })

  it('that do not exist, and those of others, are refused', async () => {
    const body = { name: 'Any' }
    const id = idOf(await client.put(sets, body))
    await expectRefusals({ owner: client, stranger, path: sets, id, body })
  })
})
