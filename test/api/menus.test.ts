import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { fieldsOf, idOf, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

describe('menus', () => {
  const server = useServer()
  let master: Client
  let admin: Client
  let menus: string
  before(async () => {
    master = await server.masterClient()
    admin = await master.subAccount('Alpha')
    menus = `/v2/accounts/${admin.accountId}/menus`
  })

  it('are created with defaults', async () => {
    const created = await admin.put(menus, { name: 'Main' })
    assert.equal(created.status, 201)
    const id = idOf(created)
    assert.equal(created.headers.get('location'), `${menus}/${id}`)
    assert.deepEqual(created.data, {
      id,
      name: 'Main',
      allow_record_from_offnet: false,
      hunt: true,
      max_extension_length: 4,
      media: {},
      retries: 3,
      suppress_media: false,
    })
    assert.deepEqual((await admin.get(`${menus}/${id}`)).data, created.data)
  })

  it('take sounds as ids or as yes and no', async () => {
    const media = { greeting: 'prompt-id', exit_media: true, invalid_media: false, transfer_media: 'other' }
    const created = await admin.put(menus, { name: 'Sounds', media, record_pin: '1234', hunt_allow: '^2' })
    assert.deepEqual(fieldsOf(created)['media'], media)
  })

  it('refuse what is out of bounds, all of it in one answer', async () => {
    const refused = await admin.put(menus, {
      hunt_deny: '',
      interdigit_timeout: 10_001,
      max_extension_length: 7,
      media: { greeting: 'ab', exit_media: 'cd' },
      record_pin: '12',
      retries: 11,
      timeout: 0,
    })
    assert.deepEqual(validatorsOf(refused), {
      name: ['required'],
      hunt_deny: ['minLength'],
      interdigit_timeout: ['maximum'],
      max_extension_length: ['maximum'],
      'media.greeting': ['minLength'],
      'media.exit_media': ['not_one_schema_valid'],
      record_pin: ['minLength'],
      retries: ['maximum'],
      timeout: ['minimum'],
    })
  })

  it('are listed with name and flags, and are of the second version', async () => {
    const own = await master.subAccount('Beta')
    const path = `/v2/accounts/${own.accountId}/menus`
    const first = idOf(await own.put(path, { name: 'First', flags: ['a'] }))
    const second = idOf(await own.put(path, { name: 'Second' }))
    assert.deepEqual((await own.get(path)).data, [
      { id: second, name: 'Second', flags: [] },
      { id: first, name: 'First', flags: ['a'] },
    ])
    assert.deepEqual((await own.get(`${path}?filter_pvt_vsn=2&filter_name=First`)).data, [
      { id: first, name: 'First', flags: ['a'] },
    ])
  })

  it('are replaced, patched and deleted', async () => {
    const id = idOf(await admin.put(menus, { name: 'Old', retries: 2 }))
    const replaced = fieldsOf(await admin.post(`${menus}/${id}`, { name: 'New' }))
    assert.deepEqual([replaced['name'], replaced['retries']], ['New', 3])
    const patched = fieldsOf(await admin.patch(`${menus}/${id}`, { retries: '5', hunt: null }))
    assert.deepEqual([patched['name'], patched['retries'], patched['hunt']], ['New', 5, true])
    const deleted = fieldsOf(await admin.delete(`${menus}/${id}`))
    assert.deepEqual(deleted, { ...patched, _read_only: { deleted: true } })
    const gone = await admin.get(`${menus}/${id}`)
    assert.deepEqual(
      [gone.status, gone.body['message'], fieldsOf(gone)['cause']],
      [404, 'bad_identifier', id],
    )
  })

  it('are hidden from accounts beside theirs', async () => {
    const id = idOf(await admin.put(menus, { name: 'Mine' }))
    const other = await master.subAccount('Gamma')
    assert.equal((await other.get(`${menus}/${id}`)).status, 403)
    assert.equal((await other.get(`/v2/accounts/${other.accountId}/menus/${id}`)).status, 404)
    assert.equal((await master.get(`${menus}/${id}`)).status, 200)
    assert.equal((await admin.anonymous().get(menus)).status, 401)
    assert.equal((await admin.post(menus, { name: 'x' })).status, 405)
  })
})
