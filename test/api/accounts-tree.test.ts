import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { encodeStartKey } from '../../src/documents/start-key.ts'
import type { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { entriesOf, fieldsOf, idOf, textAt, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

const server = useServer()
const unknown = '0'.repeat(32)

/*
 * Master ─┬─ Alpha ─┬─ Beta ── Delta ── Epsilon
 *         │         └─ Gamma
 *         └─ Omega
 */
describe('the tree of accounts', () => {
  let master: Client
  let alpha: Client
  let beta: Client
  let gamma: Client
  let delta: Client
  let epsilon: string
  let omega: Client
  before(async () => {
    master = await server.masterClient()
    alpha = await master.subAccount('Alpha')
    beta = await alpha.subAccount('Beta')
    gamma = await alpha.subAccount('Gamma')
    delta = await beta.subAccount('Delta')
    epsilon = idOf(await delta.put('/v2/accounts', { name: 'Epsilon', flags: ['x'] }))
    omega = await master.subAccount('Omega')
  })

  async function namesAt(client: Client, path: string): Promise<readonly unknown[]> {
    const reply = await client.get(path)
    assert.equal(reply.status, 200, reply.text)
    return entriesOf(reply).map(({ name }) => name)
  }

  it('lists children by name, backwards unless asked otherwise', async () => {
    const path = `/v2/accounts/${alpha.accountId}/children`
    const reply = await alpha.get(path)
    assert.deepEqual(reply.data, [
      { id: gamma.accountId, name: 'Gamma', realm: 'gamma.test', descendants_count: 0, flags: [] },
      { id: beta.accountId, name: 'Beta', realm: 'beta.test', descendants_count: 2, flags: [] },
    ])
    assert.equal(reply.body['page_size'], 2)
    assert.deepEqual(await namesAt(alpha, `${path}?ascending=true`), ['Beta', 'Gamma'])
    assert.deepEqual(await namesAt(alpha, `${path}?filter_name=Beta`), ['Beta'])
    assert.deepEqual(await namesAt(alpha, `${path}?is_chunked=true`), ['Gamma', 'Beta'])
    const first = await alpha.get(`${path}?page_size=1&ascending=true`)
    assert.deepEqual(
      entriesOf(first).map(({ name }) => name),
      ['Beta'],
    )
    const next = encodeURIComponent(textAt(first.body, 'next_start_key'))
    assert.deepEqual(await namesAt(alpha, `${path}?page_size=1&ascending=true&start_key=${next}`), ['Gamma'])
  })

  it('lists descendants at any depth', async () => {
    const path = `/v2/accounts/${alpha.accountId}/descendants?ascending=true`
    const reply = await alpha.get(path)
    const a = [master.accountId, alpha.accountId]
    const b = [...a, beta.accountId]
    assert.deepEqual(
      entriesOf(reply).map(({ name, tree }) => [name, tree]),
      [
        ['Beta', a],
        ['Delta', b],
        ['Epsilon', [...b, delta.accountId]],
        ['Gamma', a],
      ],
    )
    const [, , last] = entriesOf(reply)
    assert.deepEqual(Object.keys(last ?? {}), ['id', 'name', 'realm', 'tree', 'flags'])
    assert.deepEqual(last?.['flags'], ['x'])
    assert.deepEqual(await namesAt(alpha, `/v2/accounts/${epsilon}/descendants`), [])
    const csv = await alpha.get(`${path}&accept=csv`)
    assert.match(csv.headers.get('content-type') ?? '', /^text\/csv/)
    assert.match(csv.text, /Epsilon/)
  })

  it('shows no account beyond the one asked for, whatever a start or end key names', async () => {
    const key = (id: string, ...more: readonly string[]): string =>
      encodeURIComponent(encodeStartKey([id, ...more]))
    for (const list of ['children', 'descendants'])
      for (const order of ['true', 'false']) {
        const path = `/v2/accounts/${beta.accountId}/${list}?ascending=${order}`
        for (const other of [master.accountId, '', 'zzzz'])
          for (const query of [`start_key=${key(other)}`, `end_key=${key(other)}`, `start_key=${other}`]) {
            const names = await namesAt(beta, `${path}&${query}&paginate=false`)
            assert.ok(
              names.every((name) => name === 'Delta' || name === 'Epsilon'),
              `${path}&${query}: ${names.join()}`,
            )
          }
      }
  })

  it('lists siblings to those above, and to superduper admins', async () => {
    const path = `/v2/accounts/${beta.accountId}/siblings?ascending=true`
    assert.deepEqual(await namesAt(alpha, path), ['Beta', 'Gamma'])
    assert.deepEqual(await namesAt(master, path), ['Beta', 'Gamma'])
    assert.equal((await beta.get(path)).status, 403)
    assert.equal((await gamma.get(path)).status, 403)
    await configure(server, 'crossbar.accounts', { allow_sibling_listing: false })
    assert.equal((await alpha.get(path)).status, 403)
    assert.deepEqual(await namesAt(master, path), ['Beta', 'Gamma'])
    await configure(server, 'crossbar.accounts', {})
    const root = await master.get(`/v2/accounts/${master.accountId}/siblings`)
    assert.equal(root.status, 404)
    assert.deepEqual(root.data, { message: 'bad identifier', cause: master.accountId })
  })

  it('gives the accounts above: parents and tree', async () => {
    assert.deepEqual(await namesAt(alpha, `/v2/accounts/${delta.accountId}/parents`), ['Alpha', 'Beta'])
    assert.deepEqual(await namesAt(delta, `/v2/accounts/${delta.accountId}/parents`), [
      'Master',
      'Alpha',
      'Beta',
    ])
    assert.deepEqual(await namesAt(alpha, `/v2/accounts/${delta.accountId}/tree`), ['Alpha', 'Beta'])
    assert.deepEqual(await namesAt(delta, `/v2/accounts/${delta.accountId}/tree`), [])
    const reply = await master.get(`/v2/accounts/${beta.accountId}/parents`)
    assert.deepEqual(reply.data, [
      { id: master.accountId, name: 'Master' },
      { id: alpha.accountId, name: 'Alpha' },
    ])
    assert.equal(reply.body['page_size'], 2)
  })

  it('lets only those above read lists', async () => {
    for (const list of ['children', 'descendants', 'siblings', 'parents', 'tree', 'api_key']) {
      assert.equal((await omega.get(`/v2/accounts/${alpha.accountId}/${list}`)).status, 403, list)
      assert.equal((await beta.get(`/v2/accounts/${alpha.accountId}/${list}`)).status, 403, list)
      assert.equal((await master.get(`/v2/accounts/${unknown}/${list}`)).status, 404, list)
      assert.equal(
        (await master.anonymous().get(`/v2/accounts/${alpha.accountId}/${list}`)).status,
        401,
        list,
      )
    }
    assert.equal((await master.get(`/v2/accounts/${alpha.accountId}/cousins`)).status, 404)
    assert.equal((await master.put(`/v2/accounts/${alpha.accountId}/children`, {})).status, 405)
  })

  it('refuses moves without a place, to nowhere, into itself, and to those who may not', async () => {
    const path = `/v2/accounts/${beta.accountId}/move`
    const missing = await master.post(path, {})
    assert.deepEqual(validatorsOf(missing), { to: ['required'] })
    const nowhere = await master.post(path, { to: unknown })
    assert.equal(nowhere.status, 404)
    assert.deepEqual(nowhere.data, { message: 'bad identifier', cause: unknown })
    for (const to of [beta.accountId, delta.accountId, epsilon])
      assert.equal((await master.post(path, { to })).status, 403)
    assert.equal((await alpha.post(path, { to: gamma.accountId })).status, 403)
    assert.equal((await omega.post(path, { to: omega.accountId })).status, 403)
    assert.equal(
      (await master.post(`/v2/accounts/${master.accountId}/move`, { to: alpha.accountId })).status,
      403,
    )
  })

  it('moves an account with all below it', async () => {
    const reply = await master.post(`/v2/accounts/${beta.accountId}/move`, { to: omega.accountId })
    assert.equal(reply.status, 200)
    assert.equal(fieldsOf(reply)['descendants_count'], 2)
    assert.equal(fieldsOf(reply)['name'], 'Beta')
    assert.deepEqual(await namesAt(master, `/v2/accounts/${epsilon}/parents`), [
      'Master',
      'Omega',
      'Beta',
      'Delta',
    ])
    assert.deepEqual(await namesAt(alpha, `/v2/accounts/${alpha.accountId}/descendants`), ['Gamma'])
    assert.deepEqual(await namesAt(omega, `/v2/accounts/${omega.accountId}/descendants`), [
      'Epsilon',
      'Delta',
      'Beta',
    ])
    assert.deepEqual(await namesAt(omega, `/v2/accounts/${omega.accountId}/children`), ['Beta'])
    // Who may do what follows at once.
    assert.equal((await alpha.get(`/v2/accounts/${delta.accountId}`)).status, 403)
    assert.equal((await omega.get(`/v2/accounts/${delta.accountId}`)).status, 200)
    assert.equal((await delta.get(`/v2/accounts/${delta.accountId}`)).status, 200)
  })

  it('lets those above both move accounts where an operator allows it', async () => {
    await configure(server, 'crossbar.accounts', { allow_move: 'tree' })
    const inner = await omega.subAccount('Inner')
    const path = `/v2/accounts/${delta.accountId}/move`
    const outside = await omega.post(path, { to: gamma.accountId })
    const directly = await omega.post(path, { to: omega.accountId })
    const moved = await omega.post(path, { to: inner.accountId })
    await configure(server, 'crossbar.accounts', { allow_move: 'nobody' })
    const nobody = await master.post(path, { to: alpha.accountId })
    await configure(server, 'crossbar.accounts', {})
    assert.deepEqual([outside.status, directly.status, moved.status, nobody.status], [403, 403, 200, 403])
    assert.deepEqual(await namesAt(omega, `/v2/accounts/${epsilon}/tree`), ['Omega', 'Inner', 'Delta'])
  })

  it('keeps every account in its place when accounts are created and moved at the same moment', async () => {
    const [one, two] = [await master.subAccount('Place One'), await master.subAccount('Place Two')]
    const mover = await one.subAccount('Mover')
    const creations = Array.from({ length: 12 }, (_, at) =>
      master.put(`/v2/accounts/${mover.accountId}`, { name: `While Moving ${String(at)}` }),
    )
    const moves = [two, one, two].map(({ accountId: to }) =>
      master.post(`/v2/accounts/${mover.accountId}/move`, { to }),
    )
    const statuses = (await Promise.all([...creations, ...moves])).map(({ status }) => status)
    assert.deepEqual(statuses.slice(0, 12), Array(12).fill(201))
    assert.ok(statuses.slice(12).every((status) => status === 200 || status === 409))
    assert.ok(statuses.includes(200))
    const above = entriesOf(await master.get(`/v2/accounts/${mover.accountId}/parents`))
    const parents = [...above, { id: mover.accountId, name: 'Mover' }]
    const children = entriesOf(await master.get(`/v2/accounts/${mover.accountId}/children`))
    assert.equal(children.length, 12)
    for (const { id } of children)
      assert.deepEqual((await master.get(`/v2/accounts/${String(id)}/parents`)).data, parents)
  })
})
