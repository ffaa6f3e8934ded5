import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import pino from 'pino'
import type { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { TestServer } from '../harness/server.ts'

describe('sup', () => {
  let logged = ''
  const log = pino(
    { level: 'info' },
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        logged += chunk.toString()
        done()
      },
    }),
  )
  const server = new TestServer({}, log)
  let master: Client
  let client: Client
  before(async () => {
    await server.start()
    master = await server.masterClient()
    client = await master.subAccount('Client')
  })
  after(() => server.remove())

  it('answers only once it is started, and only superduper admins', async () => {
    assert.equal((await master.get('/v2/sup/crossbar/flush')).status, 404)
    server.running.edge.services.modules.start('sup')
    for (const path of ['crossbar', 'crossbar/flush', 'crossbar/does_schema_exist/users']) {
      const refused = await client.get(`/v2/sup/${path}`)
      assert.deepEqual([refused.status, refused.body['message']], [403, 'forbidden'])
      assert.equal((await client.anonymous().get(`/v2/sup/${path}`)).status, 401)
      assert.equal((await client.get(`/v2/accounts/${client.accountId}/sup/${path}`)).status, 403)
    }
    assert.equal((await master.get('/v2/sup')).status, 404)
  })

  it('gives what was printed, or what was given back', async () => {
    const done = await master.get('/v2/sup/crossbar/flush')
    assert.deepEqual([done.status, done.data], [200, ''])
    const printed = await master.get(`/v2/sup/crossbar/move_account/${client.accountId}/${client.accountId}`)
    assert.deepEqual([printed.status, printed.data], [200, 'can not move to the same account\n\n'])
    const returned = await master.get('/v2/sup/crossbar/does_schema_exist/users')
    assert.deepEqual([returned.status, returned.data], [200, 'true'])
    const list = await master.get('/v2/sup/crossbar/running_modules')
    assert.match(String(list.data), /^\[cb_about,cb_access_lists,cb_accounts,/)
  })

  it('takes arguments as they stand between the slashes', async () => {
    await configure(server, 'trial', { 'a/b': 'slash', 'c d': 'space' })
    assert.equal((await master.get('/v2/sup/kapps_config/get/trial/a%2Fb')).data, 'slash\n')
    assert.equal((await master.get('/v2/sup/kapps_config/get/trial/c%20d')).data, 'space\n')
    assert.equal((await master.get('/v2/sup/crossbar/does_schema_exist/accounts')).data, 'true')
  })

  it('does not know what there is not', async () => {
    for (const path of [
      'nosuch',
      'crossbar',
      'crossbar/nosuch',
      'crossbar/flush/x',
      'kapps_util/get_master_account_id',
    ]) {
      const reply = await master.get(`/v2/sup/${path}`)
      assert.deepEqual([reply.status, reply.text], [404, ''], path)
    }
    assert.equal((await master.post('/v2/sup/crossbar/flush', {})).status, 405)
  })

  it('says what went wrong', async () => {
    const error = await master.get('/v2/sup/crossbar/find_account_by_realm/nosuch.test')
    assert.deepEqual([error.status, error.body['message'], error.data], [500, 'not_found', {}])
    const refused = await master.get('/v2/sup/crossbar/set_app_label/x/y')
    assert.deepEqual([refused.status, refused.body['message']], [500, 'updating x failed: not_found'])
  })

  it('waits only so long', async () => {
    await configure(server, 'crossbar.sup', { timeout_ms: 0 })
    const reply = await master.get('/v2/sup/crossbar/create_account/Late/late.test/somebody/secret-words')
    await configure(server, 'crossbar.sup', {})
    assert.deepEqual(
      [reply.status, reply.body['message'], reply.data],
      [500, 'timeout', { output: 'prechecks passed\n' }],
    )
    const isThere = async (): Promise<boolean> =>
      (await master.get('/v2/sup/crossbar/find_account_by_realm/late.test')).status === 200
    for (let tries = 0; tries < 50 && !(await isThere()); tries += 1) await pause(100)
    assert.equal(await isThere(), true)
  })

  it('leaves arguments out of the log', async () => {
    const path = '/v2/sup/crossbar/create_account/Name/canary.test/somebody/canary4714'
    const created = await master.get(path)
    assert.equal(created.status, 200, created.text)
    await server.stop()
    assert.ok(logged.includes('/v2/sup/crossbar/create_account/…'))
    assert.equal(logged.includes('canary4714'), false)
  })
})
