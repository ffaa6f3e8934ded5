import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let menus: string

const server = useServer({}, async (started) => {
  client = await started.masterClient()
  menus = `/v2/accounts/${client.accountId}/menus`
  // No token comes back while the tests count.
  await configure(started, 'token_buckets', { tokens_fill_time: 'day' })
})

describe('token buckets', () => {
  it('cost those with a token nothing', async () => {
    for (let calls = 0; calls < 150; calls += 1) assert.equal((await client.get(menus)).status, 200)
    assert.deepEqual((await client.get(menus)).body['tokens'], { consumed: 1, remaining: 100 })
  })

  it('count what callers without a token use, and stop them when it is used up', async () => {
    const nobody = new Client(server.url)
    const first = await nobody.get(menus)
    assert.deepEqual([first.status, first.body['tokens']], [401, { consumed: 1, remaining: 99 }])
    for (let calls = 0; calls < 99; calls += 1) assert.equal((await nobody.get(menus)).status, 401)
    const last = await nobody.get(menus)
    assert.deepEqual(
      [last.status, last.body['message'], last.data, last.body['tokens']],
      [429, 'too_many_requests', { message: 'too many requests' }, { consumed: 1, remaining: 0 }],
    )
  })

  it('are charged by account, endpoint and verb where the operator says so', async () => {
    const costs = { [client.accountId]: { menus: { GET: 7 } }, users: 3 }
    const set = await client.patch('/v2/system_configs/crossbar', { default: { token_costs: costs } })
    assert.equal(set.status, 200, set.text)
    const consumed = async (path: string): Promise<unknown> =>
      consumedOf((await client.get(path)).body['tokens'])
    assert.equal(await consumed(menus), 7)
    assert.equal(await consumed(menus.replace('menus', 'users')), 3)
    assert.equal(await consumed(menus.replace('menus', 'devices')), 1)
    for (const [flat, expected] of [
      ['4', 4],
      [null, 1],
    ] as const) {
      const reply = await client.patch('/v2/system_configs/crossbar', { default: { token_costs: flat } })
      assert.equal(reply.status, 200, reply.text)
      assert.equal(await consumed(menus), expected)
    }
    const wrong = await client.patch('/v2/system_configs/crossbar', { default: { token_costs: 'much' } })
    assert.equal(wrong.status, 400)
  })
})

function consumedOf(tokens: unknown): unknown {
  return typeof tokens === 'object' && tokens !== null && 'consumed' in tokens ? tokens.consumed : undefined
}
