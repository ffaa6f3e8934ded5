import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { entriesOf, fieldsOf, idOf, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let stranger: Client
let blacklists: string

const server = useServer({}, async () => {
  const master = await server.masterClient()
  client = await master.subAccount('Callers')
  stranger = await master.subAccount('Stranger')
  blacklists = `/v2/accounts/${client.accountId}/blacklists`
})

describe('blacklists', () => {
  it('are created with numbers in E.164, those that mean the same once', async () => {
    const reply = await client.put(blacklists, {
      name: 'Nuisance',
      numbers: { '4158867900': { name: 'A' }, '+14158867900': { name: 'B' }, '1001': {} },
    })
    assert.equal(reply.status, 201)
    const { id, ...shown } = fieldsOf(reply)
    assert.match(String(id), /^[0-9a-f]{32}$/)
    assert.equal(shown['name'], 'Nuisance')
    assert.deepEqual(shown['numbers'], { '1001': {}, '+14158867900': { name: 'B' } })
  })

  it('are listed with id, name and flags', async () => {
    const id = idOf(
      await client.put(blacklists, { name: 'Flagged', flags: ['spam'], numbers: { '1002': {} } }),
    )
    const entry = entriesOf(await client.get(blacklists)).find((each) => each['id'] === id)
    assert.deepEqual(entry, { id, name: 'Flagged', flags: ['spam'] })
  })

  it('are replaced, patched and deleted', async () => {
    const path = `${blacklists}/${idOf(await client.put(blacklists, { name: 'First' }))}`
    assert.deepEqual(fieldsOf(await client.get(path))['numbers'], {})
    assert.equal(fieldsOf(await client.post(path, { name: 'Second' }))['name'], 'Second')
    const patched = fieldsOf(await client.patch(path, { numbers: { '4158867900': {} } }))
    assert.deepEqual(patched['numbers'], { '+14158867900': {} })
    const deleted = await client.delete(path)
    assert.deepEqual([deleted.status, fieldsOf(deleted)['_read_only']], [200, { deleted: true }])
    assert.equal((await client.get(path)).status, 404)
  })

  it('have their numbers read by the conversions of the system, not by the dial plan of the account', async () => {
    await configure(server, 'number_manager', { e164_converters: { '^0(\\d{8,})$': { prefix: '+33' } } })
    const dial = { '^(\\d{4})$': { prefix: '+1415867' } }
    await client.patch(`/v2/accounts/${client.accountId}`, { dial_plan: dial })
    const created = await client.put(blacklists, { name: 'French', numbers: { '012345678': {}, '7900': {} } })
    assert.deepEqual(fieldsOf(created)['numbers'], { '7900': {}, '+3312345678': {} })
    await configure(server, 'number_manager', {})
  })

  it('need a name', async () => {
    assert.deepEqual(validatorsOf(await client.put(blacklists, { numbers: [] })), {
      name: ['required'],
      numbers: ['type'],
    })
    const path = `${blacklists}/${idOf(await client.put(blacklists, { name: 'Named' }))}`
    assert.deepEqual(validatorsOf(await client.post(path, {})), { name: ['required'] })
    assert.deepEqual(validatorsOf(await client.patch(path, { name: '' })), { name: ['minLength'] })
  })

  it('tell of no flags by an empty list', async () => {
    const id = idOf(await client.put(blacklists, { name: 'Plain' }))
    const entry = entriesOf(await client.get(blacklists)).find((each) => each['id'] === id)
    assert.deepEqual(entry, { id, name: 'Plain', flags: [] })
  })

  it('that do not exist, and those of others, are 404 and 403', async () => {
    const missing = `${blacklists}/${'0'.repeat(32)}`
    for (const reply of [
      await client.get(missing),
      await client.post(missing, { name: 'x' }),
      await client.delete(missing),
    ])
      assert.deepEqual([reply.status, reply.body['message']], [404, 'bad_identifier'])
    for (const reply of [
      await stranger.get(blacklists),
      await stranger.put(blacklists, { name: 'x' }),
      await stranger.patch(missing, { name: 'x' }),
    ])
      assert.deepEqual([reply.status, reply.data], [403, { message: 'forbidden' }])
  })
})
