import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import type { Client } from '../harness/client.ts'
import { entriesOf, fieldsOf, idOf, validatorsOf } from '../harness/reply.ts'
import { expectRefusals } from '../harness/refusals.ts'
import { useServer } from '../harness/server.ts'

let master: Client
let client: Client
let stranger: Client
let lists: string

const server = useServer({}, async () => {
  master = await server.masterClient()
  client = await master.subAccount('Matching')
  stranger = await master.subAccount('Stranger')
  lists = `/v2/accounts/${client.accountId}/lists`
})

const missing = '0'.repeat(32)

/** A new list; gives back its path and its id. */
async function newList(fields: JsonObject = {}): Promise<{ path: string; id: string }> {
  const id = idOf(await client.put(lists, { name: 'List', ...fields }))
  return { path: `${lists}/${id}`, id }
}

describe('lists', () => {
  it('are created and listed', async () => {
    const own = await master.subAccount('Listed')
    const path = `/v2/accounts/${own.accountId}/lists`
    const created = await own.put(path, {
      name: 'VIP',
      description: 'Good ones',
      org: 'Acme',
      list_type: 'x',
    })
    const first = idOf(created)
    assert.deepEqual(
      [created.status, created.headers.get('location'), created.data],
      [
        201,
        `${path}/${first}`,
        { id: first, name: 'VIP', description: 'Good ones', org: 'Acme', list_type: 'x' },
      ],
    )
    const second = idOf(await own.put(path, { name: 'Other' }))
    assert.deepEqual((await own.get(path)).data, [
      { id: second, name: 'Other' },
      { id: first, name: 'VIP', description: 'Good ones', list_type: 'x' },
    ])
  })

  it('need a name', async () => {
    const refused = await client.put(lists, { description: '', org: 1 })
    assert.deepEqual(refused.data, {
      description: {
        minLength: { message: 'must be at least 1 character long', target: 1, value: '', cause: '' },
      },
      name: { required: { message: 'is required', value: 'name' } },
      org: { type: { message: 'must be a string', target: 'string', value: 1 } },
    })
  })

  it('are replaced, patched and shown without their entries', async () => {
    const { path } = await newList({ org: 'Acme' })
    await client.put(`${path}/entries`, { number: '1' })
    const replaced = fieldsOf(await client.post(path, { name: 'New' }))
    assert.deepEqual(Object.keys(replaced).toSorted(), ['id', 'name'])
    const patched = fieldsOf(await client.patch(path, { description: 'Changed' }))
    assert.deepEqual([patched['name'], patched['description']], ['New', 'Changed'])
    assert.deepEqual(fieldsOf(await client.get(path)), patched)
    assert.deepEqual(validatorsOf(await client.post(path, {})), { name: ['required'] })
    assert.deepEqual(validatorsOf(await client.patch(path, { name: 5 })), { name: ['type'] })
  })

  it('take their entries with them', async () => {
    const { path, id } = await newList()
    const other = await newList()
    const entry = idOf(await client.put(`${path}/entries`, { number: '1' }))
    const kept = idOf(await client.put(`${other.path}/entries`, { number: '2' }))
    assert.deepEqual((await client.delete(path)).data, { id, name: 'List', _read_only: { deleted: true } })
    assert.equal((await client.get(path)).status, 404)
    assert.equal((await client.get(`${path}/entries`)).status, 404)
    assert.equal((await client.get(`${other.path}/entries/${entry}`)).status, 404)
    assert.equal((await client.get(`${other.path}/entries/${kept}`)).status, 200)
  })

  it('that do not exist, and those of others, are refused', async () => {
    const { id } = await newList()
    await expectRefusals({ owner: client, stranger, path: lists, id, body: { name: 'Any' } })
  })
})

describe('entries of a list', () => {
  it('are created in the list of the path', async () => {
    const { path, id } = await newList()
    const body = { number: '+14155550100', firstname: 'Ann', displayname: 'Annie', list_id: 'elsewhere' }
    const created = await client.put(`${path}/entries`, body)
    const entry = idOf(created)
    assert.deepEqual(
      [created.status, created.headers.get('location'), created.data],
      [201, `${path}/entries/${entry}`, { ...body, id: entry, list_id: id, profile: {} }],
    )
    assert.deepEqual((await client.get(`${path}/entries/${entry}`)).data, created.data)
  })

  it('are listed as rows that all have the key of the list', async () => {
    const { path, id } = await newList()
    const other = await newList()
    await client.put(`${other.path}/entries`, { number: '9' })
    const first = idOf(
      await client.put(`${path}/entries`, {
        capture_group_key: '100',
        capture_group_length: '3',
        name: 'Ann',
        number: '1',
        pattern: '^1$',
        prefix: '1',
        regexp: '^1',
        type: 'x',
        lastname: 'Lee',
      }),
    )
    const second = idOf(await client.put(`${path}/entries`, { number: '2' }))
    const rows = [
      { id: second, key: id, value: { number: '2' } },
      {
        id: first,
        key: id,
        value: {
          capture_group_key: '100',
          capture_group_length: 3,
          name: 'Ann',
          number: '1',
          pattern: '^1$',
          prefix: '1',
          regexp: '^1',
          type: 'x',
        },
      },
    ]
    assert.deepEqual((await client.get(`${path}/entries`)).data, rows)
    assert.deepEqual((await client.get(`${path}/entries?filter_number=2`)).data, [rows[0]])
    const page = await client.get(`${path}/entries?page_size=1`)
    assert.deepEqual(page.data, [rows[0]])
    const next = String(page.body['next_start_key'])
    assert.deepEqual((await client.get(`${path}/entries?page_size=1&start_key=${next}`)).data, [rows[1]])
  })

  it('are replaced, patched and deleted', async () => {
    const { path, id } = await newList()
    const entry = `${path}/entries/${idOf(await client.put(`${path}/entries`, { number: '1', name: 'A' }))}`
    assert.deepEqual(validatorsOf(await client.post(entry, { number: '2' })), { list_id: ['required'] })
    const replaced = fieldsOf(await client.post(entry, { number: '2', list_id: id }))
    assert.deepEqual([replaced['number'], replaced['name']], ['2', undefined])
    const patched = fieldsOf(await client.patch(entry, { profile: { title: 'Dr' } }))
    assert.deepEqual([patched['number'], patched['list_id'], patched['profile']], ['2', id, { title: 'Dr' }])
    assert.deepEqual((await client.delete(entry)).data, { ...patched, _read_only: { deleted: true } })
    for (const reply of [
      await client.get(entry),
      await client.post(entry, { list_id: id }),
      await client.patch(entry, {}),
      await client.delete(entry),
    ])
      assert.equal(reply.status, 404)
    assert.deepEqual((await client.get(`${path}/entries`)).data, [])
  })

  it('refuse what the schema does, all of it in one answer', async () => {
    const { path } = await newList()
    const refused = await client.put(`${path}/entries`, {
      capture_group_length: 'three',
      displayname: '',
      firstname: 'f'.repeat(129),
      number: 1,
      profile: { addresses: [{ types: ['moon'] }] },
    })
    assert.deepEqual(validatorsOf(refused), {
      capture_group_length: ['type'],
      displayname: ['minLength'],
      firstname: ['maxLength'],
      number: ['type'],
      'profile.addresses.0.types.0': ['enum'],
    })
  })

  it('are removed all at once, and told', async () => {
    const { path, id } = await newList()
    const first = idOf(await client.put(`${path}/entries`, { number: '1' }))
    const second = idOf(await client.put(`${path}/entries`, { number: '2' }))
    const removed = await client.delete(`${path}/entries`)
    assert.deepEqual(
      [removed.status, removed.data],
      [
        200,
        [
          { id: second, key: id, value: { number: '2' } },
          { id: first, key: id, value: { number: '1' } },
        ],
      ],
    )
    assert.deepEqual((await client.get(`${path}/entries`)).data, [])
    assert.equal((await client.get(`${path}/entries/${first}`)).status, 404)
    assert.deepEqual((await client.delete(`${path}/entries`)).data, [])
    assert.equal((await client.get(path)).status, 200)
  })

  it('of the first version, within the list, are rows too', async () => {
    const entries = {
      '100': { cid_name: 'Ann', cid_number: '1' },
      '200': { name: 'Bob', number: '2', type: 'x' },
    }
    const { path, id } = await newList({ length: 3, entries })
    const entry = idOf(await client.put(`${path}/entries`, { number: '3' }))
    const rows = [
      { id: entry, key: id, value: { number: '3' } },
      { id, key: id, value: { capture_group_key: '100', capture_group_length: 3, name: 'Ann', number: '1' } },
      {
        id,
        key: id,
        value: { capture_group_key: '200', capture_group_length: 3, name: 'Bob', number: '2', type: 'x' },
      },
    ]
    assert.deepEqual((await client.get(`${path}/entries?ascending=true`)).data, rows)
    assert.equal(entriesOf(await client.delete(`${path}/entries`)).length, 3)
    assert.deepEqual((await client.get(`${path}/entries`)).data, [])
    assert.deepEqual(fieldsOf(await client.get(path)), { id, name: 'List', length: 3 })
  })

  it('of lists and by ids that do not exist, and of others, are refused', async () => {
    const { path, id } = await newList()
    const entry = idOf(await client.put(`${path}/entries`, { number: '1' }))
    for (const reply of [
      await client.get(`${lists}/${missing}/entries`),
      await client.put(`${lists}/${missing}/entries`, {}),
      await client.delete(`${lists}/${missing}/entries`),
      await client.get(`${path}/entries/${missing}`),
      await client.get(`${path}/entries/${missing}/vcard`, { headers: { accept: 'text/x-vcard' } }),
    ])
      assert.deepEqual([reply.status, fieldsOf(reply)['cause']], [404, missing])
    // The id of a list is none of an entry.
    assert.equal((await client.get(`${path}/entries/${id}`)).status, 404)
    for (const reply of [
      await stranger.get(`${path}/entries`),
      await stranger.put(`${path}/entries`, {}),
      await stranger.delete(`${path}/entries`),
      await stranger.get(`${path}/entries/${entry}`),
      await stranger.patch(`${path}/entries/${entry}`, {}),
      await stranger.delete(`${path}/entries/${entry}`),
    ])
      assert.equal(reply.status, 403)
    const elsewhere = path.replace(client.accountId, stranger.accountId)
    assert.equal((await stranger.get(`${elsewhere}/entries/${entry}`)).status, 404)
    assert.equal((await client.post(`${path}/entries`, {})).status, 405)
    assert.equal((await client.get(`${path}/others`)).status, 404)
    assert.equal((await client.get(`${path}/entries/${entry}/others`)).status, 404)
  })
})

describe('cards of list entries', () => {
  const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])

  it('are made of the entry, its profile, its photo and the organization of the list', async () => {
    const { path } = await newList({ org: 'Acme; Inc' })
    const body = {
      firstname: 'Ann',
      middlename: 'B',
      lastname: 'Lee',
      displayname: 'Annie',
      profile: { title: 'Dr', addresses: [{ address: '1 Main St', types: ['home'] }] },
    }
    const entry = `${path}/entries/${idOf(await client.put(`${path}/entries`, body))}`
    const options = { raw: picture, headers: { 'content-type': 'image/jpeg' } }
    const set = await client.post(`${entry}/photo`, undefined, options)
    assert.deepEqual([set.status, fieldsOf(set)['firstname']], [200, 'Ann'])
    const card = await client.get(`${entry}/vcard`)
    assert.deepEqual([card.status, card.headers.get('content-type')], [200, 'text/x-vcard'])
    assert.deepEqual(card.text.split('\n'), [
      'BEGIN:VCARD',
      'VERSION:3.0',
      'FN:Ann B Lee',
      'N:Lee;Ann;B',
      'ORG:Acme\\; Inc',
      'PHOTO;ENCODING=B;TYPE=JPEG:/9j/4AECAw==',
      'TITLE:Dr',
      'TZ:America/Los_Angeles',
      'NICKNAME:Annie',
      'ADR;TYPE=home:1 Main St',
      'END:VCARD',
      '',
    ])
    const directory = await client.get(`${entry}/vcard`, { headers: { accept: 'text/directory' } })
    assert.equal(directory.headers.get('content-type'), 'text/directory')
    assert.equal((await client.get(`${entry}/vcard`, { headers: { accept: 'image/png' } })).status, 406)
  })

  it('take exactly one picture', async () => {
    const { path } = await newList()
    const entry = `${path}/entries/${idOf(await client.put(`${path}/entries`, { number: '1' }))}`
    const none = await client.post(`${entry}/photo`, {})
    assert.deepEqual(validatorsOf(none), { file: ['required'] })
    const options = { raw: picture, headers: { 'content-type': 'audio/mpeg' } }
    assert.equal((await client.post(`${entry}/photo`, undefined, options)).status, 415)
    const image = { raw: picture, headers: { 'content-type': 'image/png' } }
    assert.equal((await client.post(`${path}/entries/${missing}/photo`, undefined, image)).status, 404)
    assert.equal((await stranger.post(`${entry}/photo`, undefined, image)).status, 403)
    assert.equal((await client.get(`${entry}/photo`)).status, 405)
  })
})
