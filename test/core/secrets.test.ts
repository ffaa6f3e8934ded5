import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import pino from 'pino'
import { magicSegment } from '../../src/http/magic-path.ts'
import { Client } from '../harness/client.ts'
import { fieldsOf, idOf } from '../harness/reply.ts'
import { master, TestServer } from '../harness/server.ts'

describe('secrets', () => {
  let logged = ''
  const log = pino(
    { level: 'trace' },
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        logged += chunk.toString()
        done()
      },
    }),
  )
  const server = new TestServer({}, log)
  let client: Client

  before(async () => {
    await server.start()
    client = await server.masterClient()
  })
  after(() => server.remove())

  it('never reach the log, however a request carries them', async () => {
    const account = `/v2/accounts/${client.accountId}`
    const password = 'canary password 4711'
    await client.put(`${account}/users`, {
      first_name: 'Ca',
      last_name: 'Nary',
      username: 'canary',
      password,
    })
    await new Client(server.url).signIn('canary', password, { account_realm: master.realm })
    await client.put(`${account}/devices`, {
      name: 'Canary',
      sip: { username: 'canary', password: 'canary sip 4712' },
    })
    await client.put('/v2/api_auth', { api_key: master.apiKey })
    await client.put('/v2/api_auth', { api_key: 'cd'.repeat(32) })
    await client.anonymous().get(`${account}?auth_token=${String(client.token)}`)
    await client.get(`${account}/user_auth/${String(client.token)}`)
    await client.anonymous().get(account, { headers: { authorization: `Bearer ${String(client.token)}` } })
    await client.put(`${account}/menus`, undefined, { raw: '{"data":{"password":"canary body 4713"' })
    await server.stop()
    assert.ok(logged.includes('"path"'))
    const secrets = [
      password,
      'canary sip 4712',
      'canary body 4713',
      master.apiKey,
      'cd'.repeat(32),
      master.password,
      String(client.token),
      String(client.token).split('.')[2] ?? '',
    ]
    for (const secret of secrets) assert.ok(!logged.includes(secret), `the log has ${secret}`)
    await server.start()
    client = await server.masterClient()
  })

  it('have one line a request with its id, verb, path, account, status and time', async () => {
    logged = ''
    await client.get(`/v2/accounts/${client.accountId}/menus?page_size=3`, {
      headers: { 'x-request-id': 'seen' },
    })
    const lines = logged.split('\n').filter((line) => line.includes('"request_id":"seen"'))
    assert.equal(lines.length, 1)
    const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>
    assert.deepEqual(
      [line['method'], line['path'], line['account'], line['status'], typeof line['ms']],
      ['GET', `/v2/accounts/${client.accountId}/menus`, client.accountId, 200, 'number'],
    )
  })

  it('are not needed where a magic path stands for the real one', async () => {
    const account = `/v2/accounts/${client.accountId}`
    const box = idOf(await client.put(`${account}/vmboxes`, { name: 'Box', mailbox: '100' }))
    const left = await client.put(`${account}/vmboxes/${box}/messages`, undefined, {
      raw: 'sound',
      headers: { 'content-type': 'audio/mpeg' },
    })
    const raw = `${account}/vmboxes/${box}/messages/${String(fieldsOf(left)['media_id'])}/raw`
    const nobody = new Client(server.url)
    assert.equal((await nobody.get(raw)).status, 401)
    const reply = await nobody.get(`/${magicSegment(raw)}`)
    assert.deepEqual([reply.status, reply.text], [200, 'sound'])
    const elsewhere = await nobody.get(`/${magicSegment(`${account}/users`)}`)
    assert.equal(elsewhere.headers.get('content-type'), 'text/plain; charset=UTF-8')
  })
})
