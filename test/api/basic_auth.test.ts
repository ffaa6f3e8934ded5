import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import type { Client, Reply } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { fieldsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let owner: Client
let acme: Client
let account: string

/** Wrong ones are part of the tests. */
const unbounded = { throttle: { per_login: 0, per_address: 0 } }

const server = useServer({}, async () => {
  await configure(server, 'token_buckets', { crossbar: { max_bucket_tokens: 100_000 } })
  await configure(server, 'crossbar.auth', unbounded)
  owner = await server.masterClient()
  acme = await owner.subAccount('Acme')
  account = `/v2/accounts/${acme.accountId}`
})

function digest(hash: string, text = 'admin:pass word 1'): string {
  return createHash(hash).update(text).digest('hex')
}

function basic(credentials: string, path = `${account}/menus`): Promise<Reply> {
  const authorization = `Basic ${Buffer.from(`${acme.accountId}:${credentials}`).toString('base64')}`
  return owner.anonymous().get(path, { headers: { authorization } })
}

describe('Basic authentication', () => {
  it('takes account and MD5 digest, and tells no secret', async () => {
    assert.equal((await basic(digest('md5'))).status, 200)
    const info = fieldsOf(await basic(digest('md5'), '/v2/token_auth'))
    assert.deepEqual(
      [info['account_id'], info['owner_id'], info['method'], info['iss'], info['identity_sig']],
      [acme.accountId, acme.ownerId, 'cb_basic_auth', 'kazoo', undefined],
    )
    for (const wrong of [digest('sha1'), 'admin:pass word 1', '', '0'.repeat(32)]) {
      const reply = await basic(wrong)
      assert.deepEqual([reply.status, reply.body['message']], [401, 'invalid_credentials'], wrong)
    }
  })

  it('takes what the account, else the system, is set up for', async () => {
    const security = `${account}/security`
    await acme.post(security, { auth_modules: {}, basic_auth_type: 'sha' })
    assert.equal((await basic(digest('sha1'))).status, 200)
    assert.equal((await basic(digest('md5'))).status, 401)
    await acme.post(security, { auth_modules: {}, basic_auth_type: 'plain' })
    assert.equal((await basic('admin:pass word 1')).status, 200)
    await acme.delete(security)
    await configure(server, 'crossbar.auth', { ...unbounded, basic_auth_type: 'sha' })
    assert.equal((await basic(digest('sha1'))).status, 200)
    await configure(server, 'crossbar.auth', unbounded)
    assert.equal((await basic(digest('md5'))).status, 200)
  })

  it('counts for nothing while the module does not run', async () => {
    const { modules } = server.running.edge.services
    modules.stop('basic_auth')
    assert.equal((await basic(digest('md5'))).status, 401)
    modules.start('basic_auth')
    assert.equal((await basic(digest('md5'))).status, 200)
  })
})
