import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import type { Client } from '../harness/client.ts'
import { fieldsOf, idOf, validatorsOf } from '../harness/reply.ts'
import { expectRefusals } from '../harness/refusals.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let stranger: Client
let account: string
let directories: string

const server = useServer({}, async () => {
  const master = await server.masterClient()
  client = await master.subAccount('Names')
  stranger = await master.subAccount('Stranger')
  account = `/v2/accounts/${client.accountId}`
  directories = `${account}/directories`
})

async function newUser(fields: JsonObject = {}): Promise<string> {
  return idOf(await client.put(`${account}/users`, { first_name: 'Jo', last_name: 'Doe', ...fields }))
}

async function newDirectory(): Promise<string> {
  return idOf(await client.put(directories, { name: 'Everyone' }))
}

async function membersOf(directory: string, query = ''): Promise<unknown> {
  return fieldsOf(await client.get(`${directories}/${directory}${query}`))['users']
}

describe('directories', () => {
  it('are created with defaults', async () => {
    const created = await client.put(directories, { name: 'Sales' })
    const id = idOf(created)
    assert.deepEqual(
      [created.status, created.headers.get('location'), created.data],
      [
        201,
        `${directories}/${id}`,
        {
          id,
          name: 'Sales',
          confirm_match: true,
          max_dtmf: 0,
          min_dtmf: 3,
          sort_by: 'last_name',
          users: [],
        },
      ],
    )
    assert.deepEqual((await client.get(`${directories}/${id}`)).data, created.data)
  })

  it('refuse what cannot be spelled or sorted by, all of it in one answer', async () => {
    const refused = await client.put(directories, {
      name: '',
      confirm_match: 'yes',
      max_dtmf: -1,
      min_dtmf: 0,
      search_fields: 'email',
      sort_by: 'age',
      users: [{ user_id: 'u', callflow_id: 'c' }],
    })
    assert.deepEqual(validatorsOf(refused), {
      name: ['minLength'],
      confirm_match: ['type'],
      max_dtmf: ['minimum'],
      min_dtmf: ['minimum'],
      search_fields: ['enum'],
      sort_by: ['enum'],
      'users.0': ['type'],
    })
    assert.deepEqual((await client.put(directories, {})).data, {
      name: { required: { message: 'is required', value: 'name' } },
    })
  })

  it('are listed with name and flags', async () => {
    const own = await (await server.masterClient()).subAccount('Listed')
    const path = `/v2/accounts/${own.accountId}/directories`
    const first = idOf(await own.put(path, { name: 'First', flags: ['a'] }))
    const second = idOf(await own.put(path, { name: 'Second' }))
    assert.deepEqual((await own.get(path)).data, [
      { id: second, name: 'Second', flags: [] },
      { id: first, name: 'First', flags: ['a'] },
    ])
  })

  it('are replaced, patched and deleted', async () => {
    const path = `${directories}/${idOf(await client.put(directories, { name: 'Old', min_dtmf: 5 }))}`
    const replaced = fieldsOf(await client.post(path, { name: 'New', users: ['a'] }))
    assert.deepEqual([replaced['name'], replaced['min_dtmf'], replaced['users']], ['New', 3, ['a']])
    const patched = fieldsOf(await client.patch(path, { max_dtmf: '4' }))
    assert.deepEqual([patched['name'], patched['max_dtmf'], patched['users']], ['New', 4, ['a']])
    assert.deepEqual((await client.delete(path)).data, { ...patched, _read_only: { deleted: true } })
    assert.equal((await client.get(path)).status, 404)
  })

  it('that do not exist, and those of others, are refused', async () => {
    const id = await newDirectory()
    await expectRefusals({ owner: client, stranger, path: directories, id, body: { name: 'Any' } })
  })
})

describe('members of a directory', () => {
  it('are those that say so, with their callflows, the last created first', async () => {
    const directory = await newDirectory()
    const first = await newUser({ directories: { [directory]: 'flow1', other: 'flow2' } })
    const second = await newUser({ directories: { [directory]: 'flow3' } })
    const third = await newUser({ directories: { [directory]: '' } })
    await newUser()
    const device = idOf(
      await client.put(`${account}/devices`, { name: 'Lobby', directories: { [directory]: 'flow4' } }),
    )
    assert.deepEqual(await membersOf(directory), [
      { user_id: device, callflow_id: 'flow4' },
      { user_id: third },
      { user_id: second, callflow_id: 'flow3' },
      { user_id: first, callflow_id: 'flow1' },
    ])
  })

  it('come and go with what the users say', async () => {
    const directory = await newDirectory()
    const user = await newUser()
    const path = `${account}/users/${user}`
    assert.deepEqual(await membersOf(directory), [])
    await client.patch(path, { directories: { [directory]: 'flow1' } })
    assert.deepEqual(await membersOf(directory), [{ user_id: user, callflow_id: 'flow1' }])
    await client.patch(path, { directories: { [directory]: 'flow2' } })
    assert.deepEqual(await membersOf(directory), [{ user_id: user, callflow_id: 'flow2' }])
    await client.patch(path, { directories: { [directory]: null } })
    assert.deepEqual(await membersOf(directory), [])
    await client.patch(path, { directories: { [directory]: 'flow3' } })
    await client.delete(path)
    assert.deepEqual(await membersOf(directory), [])
  })

  it('are shown a page at most, all when asked', async () => {
    const directory = await newDirectory()
    const users: string[] = []
    for (let index = 0; index < 51; index += 1)
      users.push(await newUser({ directories: { [directory]: 'flow' } }))
    const all = users.toReversed().map((user) => ({ user_id: user, callflow_id: 'flow' }))
    const reply = await client.get(`${directories}/${directory}`)
    assert.deepEqual(fieldsOf(reply)['users'], all.slice(0, 50))
    assert.equal(reply.body['next_start_key'], undefined)
    assert.deepEqual(await membersOf(directory, '?page_size=2'), all.slice(0, 2))
    assert.deepEqual(await membersOf(directory, '?paginate=false'), all)
    assert.deepEqual(await membersOf(directory, '?page_size=none'), [])
  })

  it('are not stored: only who reads the directory is told', async () => {
    const directory = await newDirectory()
    await newUser({ directories: { [directory]: 'flow' } })
    const path = `${directories}/${directory}`
    const read = fieldsOf(await client.get(path))
    assert.deepEqual(validatorsOf(await client.post(path, read)), { 'users.0': ['type'] })
    for (const reply of [
      await client.patch(path, { min_dtmf: 4 }),
      await client.post(path, { name: 'New' }),
      await client.delete(path),
    ])
      assert.deepEqual(fieldsOf(reply)['users'], [])
  })

  it('keep naming a directory that is deleted', async () => {
    const directory = await newDirectory()
    const user = await newUser({ directories: { [directory]: 'flow' } })
    await client.delete(`${directories}/${directory}`)
    const { directories: kept } = fieldsOf(await client.get(`${account}/users/${user}`))
    assert.deepEqual(kept, { [directory]: 'flow' })
  })
})
