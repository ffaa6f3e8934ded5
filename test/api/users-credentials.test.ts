import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { before, describe, it } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import type { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { fieldsOf, idOf, textAt } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

describe('credentials of users', () => {
  const server = useServer()
  const realm = { account_realm: 'acme.test' }
  let acme: Client
  let users: string

  before(async () => {
    acme = await (await server.masterClient()).subAccount('Acme')
    users = `/v2/accounts/${acme.accountId}/users`
  })

  async function created(fields: JsonObject): Promise<string> {
    const reply = await acme.put(users, { first_name: 'Jo', last_name: 'Doe', ...fields })
    assert.equal(reply.status, 201, reply.text)
    return idOf(reply)
  }

  async function signsIn(username: string, password: string): Promise<boolean> {
    const credentials = createHash('md5').update(`${username}:${password}`).digest('hex')
    return (await acme.anonymous().put('/v2/user_auth', { credentials, ...realm })).status === 201
  }

  it('keeps none of them where anyone could read them', async () => {
    const id = await created({ username: 'hidden', password: 'open sesame' })
    const user = await server.running.edge.services.documents.find(acme.accountId, id)
    const stored = JSON.stringify(user?.stored)
    for (const digest of ['md5', 'sha1'])
      assert.equal(stored.includes(createHash(digest).update('hidden:open sesame').digest('hex')), false)
    assert.equal(stored.includes('open sesame'), false)
  })

  it('demands a password with a new username', async () => {
    const reply = await acme.put(users, { first_name: 'A', last_name: 'B', username: 'Lone' })
    assert.equal(reply.status, 400)
    assert.deepEqual(reply.data, {
      password: { required: { message: 'A new username needs a password with it', cause: 'lone' } },
    })
    const id = await created({ username: 'mover', password: 'x' })
    const moved = await acme.patch(`${users}/${id}`, { username: 'moved' })
    assert.deepEqual(Object.keys(fieldsOf(moved)), ['password'])
    assert.equal(moved.status, 400)
  })

  it('keeps the password when neither it nor the username changes', async () => {
    const id = await created({ username: 'steady', password: 'x1' })
    await acme.patch(`${users}/${id}`, { email: 'steady@acme.test' })
    await acme.post(`${users}/${id}`, { first_name: 'A', last_name: 'B', username: 'Steady' })
    assert.equal(await signsIn('steady', 'x1'), true)
  })

  it('takes a new password for the same username, and the tokens of the old one die', async () => {
    const id = await created({ username: 'changer', password: 'before' })
    const client = await acme.anonymous().signIn('changer', 'before', realm)
    assert.equal((await client.get(`${users}/${id}`)).status, 200)
    assert.equal((await acme.patch(`${users}/${id}`, { password: 'before' })).status, 200)
    assert.equal((await client.get(`${users}/${id}`)).status, 200, 'the same password changes nothing')
    assert.equal((await acme.patch(`${users}/${id}`, { password: 'after' })).status, 200)
    const refused = await client.get(`${users}/${id}`)
    assert.equal(refused.status, 401)
    assert.equal(refused.body['message'], 'invalid_credentials')
    assert.equal(await signsIn('changer', 'before'), false)
    assert.equal(await signsIn('changer', 'after'), true)
  })

  it('lets tokens live where the operator wants that', async () => {
    const id = await created({ username: 'keeper', password: 'before' })
    const client = await acme.anonymous().signIn('keeper', 'before', realm)
    await configure(server, 'crossbar.users', { reset_identity_secret_on_rehash: false })
    await acme.patch(`${users}/${id}`, { password: 'after' })
    await configure(server, 'crossbar.users', {})
    assert.equal((await client.get(`${users}/${id}`)).status, 200)
  })

  it('makes a username up for a password alone, unless the operator forbids', async () => {
    const made = await acme.put(users, { first_name: 'A', last_name: 'B', password: 'alone' })
    assert.equal(made.status, 201)
    const username = textAt(fieldsOf(made), 'username')
    assert.match(username, /^user_[0-9a-f]{16}$/)
    assert.equal(await signsIn(username, 'alone'), true)
    await configure(server, 'crossbar.users', { generate_username_if_empty: false })
    const refused = await acme.put(users, { first_name: 'A', last_name: 'B', password: 'alone' })
    await configure(server, 'crossbar.users', {})
    assert.equal(refused.status, 400)
    assert.deepEqual(refused.data, {
      username: { required: { message: 'A new password needs a username with it' } },
    })
  })

  it('makes a password up, or both, where the operator wants that', async () => {
    await configure(server, 'crossbar.users', { generate_password_if_empty: true })
    const named = await acme.put(users, { first_name: 'A', last_name: 'B', username: 'generated' })
    const nameless = await acme.put(users, { first_name: 'A', last_name: 'B' })
    await configure(server, 'crossbar.users', {})
    assert.equal(named.status, 201)
    assert.equal('password' in fieldsOf(named), false)
    assert.match(textAt(fieldsOf(nameless), 'username'), /^user_[0-9a-f]{16}$/)
  })

  it('lets nobody sign in whose username was taken away', async () => {
    const id = await created({ username: 'leaver', password: 'x' })
    assert.equal((await acme.post(`${users}/${id}`, { first_name: 'A', last_name: 'B' })).status, 200)
    assert.equal(await signsIn('leaver', 'x'), false)
  })

  it('lets disabled users sign in no more, and their tokens die', async () => {
    const id = await created({ username: 'blocked', password: 'x' })
    const client = await acme.anonymous().signIn('blocked', 'x', realm)
    await acme.patch(`${users}/${id}`, { enabled: false })
    assert.equal((await client.get(`${users}/${id}`)).status, 401)
    assert.equal(await signsIn('blocked', 'x'), false)
    await acme.patch(`${users}/${id}`, { enabled: true })
    assert.equal(await signsIn('blocked', 'x'), true)
  })

  it('takes the digest of another system over instead of a password', async () => {
    const credentials = createHash('md5').update('imported:from elsewhere').digest('hex')
    const id = await created({ username: 'imported', credentials })
    assert.equal('credentials' in fieldsOf(await acme.get(`${users}/${id}`)), false)
    assert.equal(await signsIn('imported', 'from elsewhere'), true)
    const wrong = await acme.put(users, {
      first_name: 'A',
      last_name: 'B',
      username: 'no',
      credentials: 'MD5',
    })
    assert.equal(wrong.status, 400)
    assert.deepEqual(Object.keys(fieldsOf(wrong)), ['credentials'])
  })

  it('ignores private fields in requests', async () => {
    const digest = createHash('md5').update('sneaky:x').digest('hex')
    const reply = await acme.put(users, {
      first_name: 'A',
      last_name: 'B',
      username: 'sneaky',
      password: 'y',
      pvt_md5_auth: digest,
      pvt_md5_auth_key: digest,
      pvt_signature_secret: 'known',
    })
    const user = await server.running.edge.services.documents.find(acme.accountId, idOf(reply))
    assert.match(textAt(user?.hidden ?? {}, 'pvt_signature_secret'), /^[0-9a-f]{32}$/)
    assert.equal(user?.hidden['pvt_md5_auth'], undefined)
    assert.equal(await signsIn('sneaky', 'x'), false)
  })
})
