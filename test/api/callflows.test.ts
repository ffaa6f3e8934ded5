import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { fieldsOf, idOf, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

describe('callflows', () => {
  const server = useServer()
  let master: Client
  let admin: Client
  let account: string
  let callflows: string
  before(async () => {
    master = await server.masterClient()
    admin = await master.subAccount('Alpha')
    account = `/v2/accounts/${admin.accountId}`
    callflows = `${account}/callflows`
  })

  const userId = '1a2b3c4d5e6f708192a3b4c5d6e7f809'
  const boxId = '00ffeeddccbbaa998877665544332211'

  describe('one callflow', () => {
    it('is created with its numbers normalised and the defaults of its actions', async () => {
      const created = await admin.put(callflows, {
        numbers: ['201', '4155550133'],
        flow: {
          module: 'user',
          data: { id: userId },
          children: { _: { module: 'voicemail', data: { id: boxId } } },
        },
      })
      assert.equal(created.status, 201)
      const id = idOf(created)
      assert.equal(created.headers.get('location'), `${callflows}/${id}`)
      assert.deepEqual(created.data, {
        id,
        numbers: ['201', '+14155550133'],
        patterns: [],
        flow: {
          module: 'user',
          data: { id: userId, delay: 0, strategy: 'simultaneous', timeout: 20 },
          children: {
            _: {
              module: 'voicemail',
              data: {
                id: boxId,
                action: 'compose',
                callerid_match_login: false,
                interdigit_timeout: 2000,
                max_message_length: 500,
                single_mailbox_login: false,
              },
            },
          },
        },
      })
    })

    it('keeps keys that the schema does not know', async () => {
      const fields = {
        name: 'extra',
        type: 'mainUserCallflow',
        owner_id: userId,
        group_id: boxId,
        contact_list: { exclude: true },
        metaflow: { binding_digit: '*' },
        featurecode: { name: 'intercept', number: '8' },
        patterns: [],
      }
      const created = await admin.put(callflows, { ...fields, numbers: ['*8'] })
      assert.equal(created.status, 201, created.text)
      const { metaflow: _metaflow, ...kept } = fieldsOf(created)
      const { metaflow: _sent, ...sent } = fields
      assert.deepEqual(kept, { ...sent, numbers: ['*8'], id: idOf(created) })
    })

    it('is replaced, patched and deleted', async () => {
      const id = idOf(await admin.put(callflows, { name: 'first', numbers: ['300'] }))
      const replaced = await admin.post(`${callflows}/${id}`, { numbers: ['301'], metadata: { made: 'up' } })
      assert.equal(replaced.status, 200)
      assert.deepEqual(replaced.data, { id, numbers: ['301'], patterns: [] })
      const patched = await admin.patch(`${callflows}/${id}`, {
        name: 'second',
        numbers: ['302', '4155550144'],
      })
      assert.deepEqual(patched.data, { id, name: 'second', numbers: ['302', '+14155550144'], patterns: [] })
      const emptied = await admin.patch(`${callflows}/${id}`, { numbers: [] })
      assert.deepEqual(validatorsOf(emptied), { numbers: ['required'] })
      const deleted = await admin.delete(`${callflows}/${id}`)
      assert.deepEqual(deleted.data, { ...fieldsOf(patched), _read_only: { deleted: true } })
      assert.equal((await admin.get(`${callflows}/${id}`)).status, 404)
      assert.equal((await admin.put(callflows, { numbers: ['302'] })).status, 201)
    })

    it('is not found from another account, nor by accounts beside it', async () => {
      const id = idOf(await admin.put(callflows, { numbers: ['310'] }))
      const other = await master.subAccount('Beta')
      const there = await other.get(`/v2/accounts/${other.accountId}/callflows/${id}`)
      assert.deepEqual(
        [there.status, there.body['message'], fieldsOf(there)['cause']],
        [404, 'bad_identifier', id],
      )
      assert.equal((await other.get(`${callflows}/${id}`)).status, 403)
      assert.equal((await other.put(callflows, { numbers: ['1'] })).status, 403)
      assert.equal((await master.get(`${callflows}/${id}`)).status, 200)
      const menu = idOf(await admin.put(`${account}/menus`, { name: 'not a callflow' }))
      assert.equal((await admin.get(`${callflows}/${menu}`)).status, 404)
    })
  })

  describe('metadata', () => {
    it('tells what the flow mentions, when one callflow is read', async () => {
      const user = idOf(await admin.put(`${account}/users`, { first_name: 'Ada', last_name: 'Lovelace' }))
      const menu = idOf(await admin.put(`${account}/menus`, { name: 'Day' }))
      const device = idOf(await admin.put(`${account}/devices`, { name: 'Desk' }))
      const called = idOf(await admin.put(callflows, { numbers: ['401'] }))
      const created = await admin.put(callflows, {
        numbers: ['400'],
        flow: {
          module: 'menu',
          data: { id: menu, other_id: 'nothing here' },
          children: {
            1: { module: 'user', data: { id: user } },
            [device]: { module: 'intercept', data: { approved_user_id: user, device_id: device } },
            _: { module: 'callflow', data: { id: called } },
          },
        },
      })
      assert.equal(created.status, 201, created.text)
      assert.equal(Object.hasOwn(fieldsOf(created), 'metadata'), false)
      const read = await admin.get(`${callflows}/${idOf(created)}`)
      const { metadata, ...fields } = fieldsOf(read)
      assert.deepEqual(fields, created.data)
      assert.deepEqual(metadata, {
        [menu]: { name: 'Day', pvt_type: 'menu' },
        [user]: { name: 'Ada Lovelace', pvt_type: 'user' },
        [device]: { name: 'Desk', pvt_type: 'device' },
        [called]: { numbers: ['401'], pvt_type: 'callflow' },
      })
      await admin.delete(`${account}/menus/${menu}`)
      const later = fieldsOf(await admin.get(`${callflows}/${idOf(created)}`))
      assert.deepEqual(later['metadata'], {
        [user]: { name: 'Ada Lovelace', pvt_type: 'user' },
        [device]: { name: 'Desk', pvt_type: 'device' },
        [called]: { numbers: ['401'], pvt_type: 'callflow' },
      })
    })

    it('tells nothing of documents of other accounts', async () => {
      const other = await master.subAccount('Gamma')
      const menu = idOf(await other.put(`/v2/accounts/${other.accountId}/menus`, { name: 'Secret' }))
      const id = idOf(
        await admin.put(callflows, { numbers: ['402'], flow: { module: 'menu', data: { id: menu } } }),
      )
      assert.deepEqual(fieldsOf(await admin.get(`${callflows}/${id}`))['metadata'], {})
    })

    it('is empty without a flow', async () => {
      const id = idOf(await admin.put(callflows, { numbers: ['403'] }))
      assert.deepEqual(fieldsOf(await admin.get(`${callflows}/${id}`))['metadata'], {})
    })
  })

  describe('the listing', () => {
    it('gives numbers, modules and what clients need to sort callflows', async () => {
      const own = await master.subAccount('Delta')
      const path = `/v2/accounts/${own.accountId}/callflows`
      const full = idOf(
        await own.put(path, {
          name: 'Main',
          type: 'main',
          numbers: ['4155550100'],
          patterns: ['^9(.*)$'],
          featurecode: { name: 'x', number: '1' },
          owner_id: own.ownerId,
          group_id: boxId,
          flags: ['a'],
          flow: {
            module: 'ring_group',
            data: { endpoints: [{ id: userId, endpoint_type: 'user' }] },
            children: {
              USER_BUSY: {
                module: 'play',
                data: {},
                children: { _: { module: 'hangup', data: {} } },
              },
              NO_ANSWER: { module: 'tts', data: { text: 'x', skip_module: true } },
              _: { module: 'play', data: {} },
            },
          },
        }),
      )
      const bare = idOf(await own.put(path, { numbers: ['100'] }))
      assert.deepEqual((await own.get(`${path}?ascending=true`)).data, [
        {
          id: full,
          name: 'Main',
          type: 'main',
          numbers: ['+14155550100'],
          patterns: ['^9(.*)$'],
          featurecode: { name: 'x', number: '1' },
          owner_id: own.ownerId,
          group_id: boxId,
          modules: ['ring_group', 'play', 'hangup'],
          flags: ['a'],
        },
        { id: bare, numbers: ['100'], patterns: [], featurecode: false, modules: [], flags: [] },
      ])
      const filtered = await own.get(`${path}?filter_type=main`)
      assert.deepEqual((filtered.data as readonly unknown[]).length, 1)
      await own.patch(`${path}/${bare}`, { numbers: ['101'] })
      const after = (await own.get(`${path}?filter_not_type=main`)).data
      assert.deepEqual(after, [
        { id: bare, numbers: ['101'], patterns: [], featurecode: false, modules: [], flags: [] },
      ])
    })
  })
})
