import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { useServer } from '../harness/server.ts'
import { Client } from '../harness/client.ts'

const server = useServer()

describe('token buckets', () => {
  it('cost those with a token nothing', async () => {
    const client = await server.masterClient()
    for (let calls = 0; calls < 150; calls += 1) {
      const reply = await client.get(`/v2/accounts/${client.accountId}/menus`)
      assert.equal(reply.status, 200)
    }
  })

  it('count what callers without a token use, and stop them when it is used up', async () => {
    const nobody = new Client(server.url)
    const first = await nobody.get('/v2/users')
    assert.deepEqual([first.status, first.body['tokens']], [401, { consumed: 1, remaining: 99 }])
    let refused = 0
    for (let calls = 0; calls < 130; calls += 1)
      if ((await nobody.get('/v2/users')).status === 429) refused += 1
    assert.ok(refused > 0)
    const last = await nobody.get('/v2/users')
    if (last.status === 429) {
      assert.equal(last.body['message'], 'too_many_requests')
      assert.deepEqual(last.data, { message: 'too many requests' })
    }
  })
})
