import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { fieldsOf, idOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let master: Client
let client: Client
let stranger: Client
let account: string
const ids: Record<string, string> = {}

const server = useServer({}, async () => {
  master = await server.masterClient()
  client = await master.subAccount('Acme')
  stranger = await master.subAccount('Acme Rivals')
  account = `/v2/accounts/${client.accountId}`
  const made: readonly (readonly [string, string, Record<string, string | string[]>])[] = [
    ['anna', 'users', { first_name: 'Anna', last_name: 'Lee' }],
    ['annabel', 'users', { first_name: 'Annabel', last_name: "O'Hara" }],
    ['desk', 'devices', { name: 'Desk 1' }],
    ['sales', 'callflows', { name: 'Sales', numbers: ['2001', '+14155550100'] }],
    ['anonymous', 'callflows', { numbers: ['2002'] }],
    ['box', 'vmboxes', { name: 'Desk box', mailbox: '1' }],
  ]
  for (const [key, path, body] of made) ids[key] = idOf(await client.put(`${account}/${path}`, body))
  ids['below'] = idOf(await client.put(account, { name: 'Acme Below', realm: 'below.acme.test' }))
})

describe('search in an account', () => {
  it('finds names by their beginning, without regard to case and signs', async () => {
    const reply = await client.get(`${account}/search?t=user&q=name&v=AN.NA`)
    assert.equal(reply.status, 200)
    assert.deepEqual(reply.data, [
      { id: ids['anna'], name: 'Anna Lee', first_name: 'anna', last_name: 'lee' },
      { id: ids['annabel'], name: "Annabel O'Hara", first_name: 'annabel', last_name: 'ohara' },
    ])
    assert.deepEqual((await client.get(`${account}/search?t=user&q=name&v=annab`)).data, [
      { id: ids['annabel'], name: "Annabel O'Hara", first_name: 'annabel', last_name: 'ohara' },
    ])
    assert.deepEqual((await client.get(`${account}/search?t=vmbox&q=name&v=desk`)).data, [
      { id: ids['box'], name: 'Desk box' },
    ])
    assert.deepEqual((await client.get(`${account}/search?t=user&q=name&v=zed`)).data, [])
  })

  it('finds numbers, and both', async () => {
    const sales = { id: ids['sales'], name: 'Sales', numbers: ['2001', '+14155550100'] }
    assert.deepEqual((await client.get(`${account}/search?t=callflow&q=number&v=%2B1415`)).data, [sales])
    assert.deepEqual((await client.get(`${account}/search?t=callflow&q=number&v=200`)).data, [
      { id: ids['anonymous'], numbers: ['2002'] },
      sales,
    ])
    const both = await client.get(`${account}/search?t=callflow&q=name_and_number&v=sa`)
    assert.deepEqual(both.data, [sales])
    assert.deepEqual((await client.get(`${account}/search?t=device&q=name_and_number&v=desk`)).data, [
      { id: ids['desk'], name: 'Desk 1' },
    ])
  })

  it('gives everything of a kind, page by page', async () => {
    const first = await client.get(`${account}/search?t=user&q=name&v=true&page_size=1`)
    assert.deepEqual([first.body['page_size'], typeof first.body['next_start_key']], [1, 'string'])
    const next = encodeURIComponent(String(first.body['next_start_key']))
    const second = await client.get(`${account}/search?t=user&q=name&v=true&page_size=1&start_key=${next}`)
    assert.deepEqual(
      [first, second].map((reply) => (reply.data as { id: string }[])[0]?.id),
      [ids['annabel'], ids['anna']].toReversed(),
    )
  })

  it('forgets what is deleted and finds new names', async () => {
    const id = idOf(await client.put(`${account}/devices`, { name: 'Passing' }))
    const find = async (name: string): Promise<unknown> =>
      (await client.get(`${account}/search?t=device&q=name&v=${name}`)).data
    assert.deepEqual(await find('passing'), [{ id, name: 'Passing' }])
    await client.patch(`${account}/devices/${id}`, { name: 'Staying' })
    assert.deepEqual([await find('passing'), await find('stay')], [[], [{ id, name: 'Staying' }]])
    await client.delete(`${account}/devices/${id}`)
    assert.deepEqual(await find('staying'), [])
  })

  it('is made in several ways at once', async () => {
    const reply = await client.get(`${account}/search/multi?t=callflow&by_name=sal&by_number=2002&other=1`)
    assert.deepEqual(reply.data, {
      name: [{ id: ids['sales'], name: 'Sales' }],
      number: [{ id: ids['anonymous'], numbers: ['2002'] }],
    })
  })
})

describe('search for accounts', () => {
  it("finds those below the caller's own", async () => {
    const below = { id: ids['below'], descendants_count: 0, name: 'Acme Below', realm: 'below.acme.test' }
    for (const path of ['/v2/search', `${account}/search`]) {
      assert.deepEqual((await client.get(`${path}?t=account&q=name&v=acme`)).data, [below])
      assert.deepEqual((await client.get(`${path}?t=account&q=realm&v=below.acme`)).data, [below])
      assert.deepEqual((await client.get(`${path}?t=account&q=id&v=${String(ids['below'])}`)).data, [below])
    }
    assert.deepEqual((await stranger.get('/v2/search?t=account&q=name&v=acme')).data, [])
    const all = (await master.get('/v2/search?t=account&q=name&v=acme')).data as { name: string }[]
    assert.deepEqual(all.map(({ name }) => name).toSorted(), ['Acme', 'Acme Below', 'Acme Rivals'])
    const several = await client.get('/v2/search/multi?t=account&by_name=acme&by_realm=nothing')
    assert.deepEqual(several.data, { name: [below], realm: [] })
  })
})

describe('a search that cannot be made', () => {
  const target = ['account', 'user', 'callflow', 'device']
  for (const [query, errors] of [
    ['', { t: { required: { message: 'Say what kind of thing to search', target } } }],
    [
      '?t=user',
      {
        q: { required: { message: 'Say what to search in', target: ['name', 'number', 'name_and_number'] } },
      },
    ],
    [
      '?t=account',
      { q: { required: { message: 'Say what to search in', target: ['name', 'realm', 'id'] } } },
    ],
    ['?t=user&q=realm&v=a', { q: { enum: { message: 'There is no such way to search', cause: 'realm' } } }],
    ['?t=user&q=name', { v: { required: { message: 'Say what to search for' } } }],
    ['?t=user&q=name&v=false', { v: { required: { message: 'Say what to search for' } } }],
    [
      '/multi?t=user',
      {
        multi: { enum: { message: 'Say what to search for', target: ['name', 'number', 'name_and_number'] } },
      },
    ],
    ['/multi?t=user&by_age=3', { q: { enum: { message: 'There is no such way to search', cause: 'age' } } }],
  ] as const)
    it(`is told why: ${query || 'nothing asked'}`, async () => {
      const reply = await client.get(`${account}/search${query}`)
      assert.equal(reply.status, 400)
      assert.deepEqual(reply.data, errors)
    })

  it('has no account to look in, or one of somebody else', async () => {
    const accountless = await client.get('/v2/search?t=user&q=name&v=a')
    assert.deepEqual([accountless.status, Object.keys(fieldsOf(accountless))], [400, ['t']])
    assert.equal((await stranger.get(`${account}/search?t=user&q=name&v=a`)).status, 403)
    assert.equal((await stranger.get(`${account}/search/multi?t=user&by_name=a`)).status, 403)
    assert.equal((await client.anonymous().get('/v2/search?t=account&q=name&v=a')).status, 401)
    assert.equal((await client.get(`${account}/search/other?t=user`)).status, 404)
  })
})
