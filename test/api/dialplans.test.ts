import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { idOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let master: Client
let client: Client
let account: string

const server = useServer({}, async () => {
  master = await server.masterClient()
  client = await master.subAccount('Dialling')
  account = `/v2/accounts/${client.accountId}`
})

describe('dialplans', () => {
  it('are none until an operator configures some', async () => {
    const reply = await client.get(`${account}/dialplans`)
    assert.deepEqual([reply.status, reply.data], [200, {}])
  })

  it('stand under their names, else under their expressions', async () => {
    await configure(server, 'dialplans', {
      '^(\\d{10})$': { description: 'USA', prefix: '+1' },
      '^\\+?1?([2-9]\\d{9})$': {
        name: 'US 10 digits',
        description: 'With area code',
        prefix: '+1',
        suffix: '',
      },
      '^0(\\d{8,})$': [
        { name: 'France', prefix: '+33' },
        { name: 'Spain', prefix: '+34' },
        { prefix: '+39' },
      ],
      broken: 'not a plan',
    })
    const expected = {
      '^(\\d{10})$': { name: '^(\\d{10})$', description: 'USA', prefix: '+1' },
      'US 10 digits': {
        name: 'US 10 digits',
        regex: '^\\+?1?([2-9]\\d{9})$',
        description: 'With area code',
        prefix: '+1',
        suffix: '',
      },
      France: { name: 'France', regex: '^0(\\d{8,})$', prefix: '+33' },
      Spain: { name: 'Spain', regex: '^0(\\d{8,})$', prefix: '+34' },
      '^0(\\d{8,})$': { name: '^0(\\d{8,})$', prefix: '+39' },
    }
    assert.deepEqual((await client.get(`${account}/dialplans`)).data, expected)
    assert.deepEqual((await master.get('/v2/dialplans')).data, expected)
    const user = idOf(await client.put(`${account}/users`, { first_name: 'A', last_name: 'B' }))
    assert.deepEqual((await client.get(`${account}/users/${user}/dialplans`)).data, expected)
  })

  it('are read only, the system-wide path for superduper admins', async () => {
    assert.equal((await client.put(`${account}/dialplans`, {})).status, 405)
    assert.equal((await client.get(`${account}/dialplans/any`)).status, 404)
    assert.equal((await client.get(`/v2/accounts/${master.accountId}/dialplans`)).status, 403)
    assert.equal((await client.get('/v2/dialplans')).status, 403)
    assert.equal((await client.anonymous().get('/v2/dialplans')).status, 401)
    assert.equal((await client.get(`${account}/users/${'0'.repeat(32)}/dialplans`)).status, 404)
  })
})
