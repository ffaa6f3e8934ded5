import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import type { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { fieldsOf, idOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let admin: Client
let plain: Client
let users: string
let colleague: string

const server = useServer({}, async () => {
  admin = await (await server.masterClient()).subAccount('Own')
  plain = await admin.userOf(admin.accountId, 'own.test', 'plain', 'user')
  users = `/v2/accounts/${admin.accountId}/users`
  colleague = idOf(await admin.put(users, { first_name: 'Col', last_name: 'League', email: 'col@own.test' }))
})

async function statuses(...changes: readonly [id: string, change: JsonObject][]): Promise<readonly number[]> {
  const replies = []
  for (const [id, change] of changes) replies.push((await plain.patch(`${users}/${id}`, change)).status)
  return replies
}

describe('a plain user', () => {
  it('makes nobody an admin', async () => {
    const admins = { first_name: 'A', last_name: 'B', priv_level: 'admin' }
    assert.equal((await plain.put(users, admins)).status, 403)
    assert.deepEqual(
      await statuses([plain.ownerId, { priv_level: 'admin' }], [colleague, { priv_level: 'admin' }]),
      [403, 403],
    )
    const own = fieldsOf(await plain.get(`${users}/${plain.ownerId}`))
    assert.equal((await plain.post(`${users}/${plain.ownerId}`, { ...own, priv_level: 'admin' })).status, 403)
  })

  it('neither changes nor deletes one', async () => {
    assert.deepEqual(
      await statuses([admin.ownerId, { timezone: 'UTC' }], [admin.ownerId, { password: 'mine now' }]),
      [403, 403],
    )
    assert.equal((await plain.delete(`${users}/${admin.ownerId}`)).status, 403)
    assert.equal((await admin.get(`${users}/${admin.ownerId}`)).status, 200)
  })

  it('does not change what others sign in with', async () => {
    assert.deepEqual(
      await statuses(
        [colleague, { username: 'col', password: 'mine now' }],
        [colleague, { email: 'plain@own.test' }],
        [colleague, { timezone: 'UTC' }],
      ),
      [403, 403, 200],
    )
  })

  it('changes what it signs in with itself, and makes and deletes plain users', async () => {
    assert.equal((await plain.patch(`${users}/${plain.ownerId}`, { email: 'plain@own.test' })).status, 200)
    const made = await plain.put(users, { first_name: 'New', last_name: 'User' })
    assert.equal(made.status, 201, made.text)
    assert.equal((await plain.delete(`${users}/${idOf(made)}`)).status, 200)
  })

  it('does all of it where the setting says so, as with the original', async () => {
    await configure(server, 'crossbar.security', { allow_plain_users: true })
    assert.deepEqual(await statuses([plain.ownerId, { priv_level: 'admin' }]), [200])
  })
})
