import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import type { Client, Reply } from '../harness/client.ts'
import { useServer } from '../harness/server.ts'

let master: Client
let tenant: Client
const server = useServer({}, async () => {
  master = await server.masterClient()
  tenant = await master.subAccount('Tenant')
})

/** A category that nothing else of the server uses; its schema has these two defaults. */
const sysconf = '/v2/system_configs/sysconf'
const fudge = 'acl_request_timeout_fudge_ms'
const timeout = 'acl_request_timeout_ms'
const defaults = { [fudge]: 100, [timeout]: 2000 }

/** What the store holds of a category. */
async function stored(category = 'sysconf'): Promise<JsonObject | undefined> {
  const { documents } = server.running.edge.services
  return (await documents.find('system_config', category))?.body
}

function assertData(reply: Reply, status: number, data: unknown): void {
  assert.deepEqual([reply.status, reply.data], [status, data], reply.text)
}

beforeEach(async () => {
  await master.delete(sysconf)
  await master.delete('/v2/system_configs/free')
})

describe('GET /system_configs', () => {
  it('lists the stored categories, descending and in pages', async () => {
    for (const id of ['aaa', 'bbb', 'ccc'])
      assert.equal((await master.put(`/v2/system_configs/${id}`, { default: { on: true } })).status, 201)
    const all = (await master.get('/v2/system_configs')).data as readonly string[]
    assert.deepEqual(
      all.filter((id) => ['aaa', 'accounts', 'bbb', 'ccc'].includes(id)),
      ['ccc', 'bbb', 'accounts', 'aaa'],
    )
    const page = await master.get('/v2/system_configs?page_size=1&start_key=bbb')
    assertData(page, 200, ['bbb'])
    assert.equal(page.body['page_size'], 1)
    assert.equal(typeof page.body['next_start_key'], 'string')
    const up = await master.get('/v2/system_configs?ascending=true&paginate=false')
    assert.deepEqual(up.data, all.toReversed())
    for (const id of ['aaa', 'bbb', 'ccc']) await master.delete(`/v2/system_configs/${id}`)
    assert.equal(((await master.get('/v2/system_configs')).data as readonly string[]).includes('bbb'), false)
  })
})

describe('a category', () => {
  it('shows the defaults of its schema when nothing is stored', async () => {
    assertData(await master.get(sysconf), 200, { default: defaults, id: 'sysconf' })
    assertData(await master.get('/v2/system_configs/nosuch'), 200, { default: {}, id: 'nosuch' })
  })

  it('stores only what differs from what shows through', async () => {
    const body = {
      default: { ...defaults, [timeout]: 3000 },
      west: { [fudge]: 101, [timeout]: 3000 },
      'crossbar@one.test': { [timeout]: 2000 },
      same: { [fudge]: 100 },
      id: 'other',
      pvt_type: 'other',
    }
    const kept = {
      default: { [timeout]: 3000 },
      west: { [fudge]: 101 },
      'crossbar@one.test': { [timeout]: 2000 },
    }
    const reply = await master.post(sysconf, body)
    assertData(reply, 200, { ...kept, id: 'sysconf' })
    assert.match(String(reply.body['revision']), /^1-/)
    assert.deepEqual(await stored(), kept)
    assertData(await master.get(sysconf), 200, {
      ...kept,
      default: { ...defaults, [timeout]: 3000 },
      id: 'sysconf',
    })
    assertData(await master.get(`${sysconf}?with_defaults=true`), 200, {
      default: { [fudge]: 100, [timeout]: 3000 },
      west: { [fudge]: 101, [timeout]: 3000 },
      'crossbar@one.test': { [fudge]: 100, [timeout]: 2000 },
      id: 'sysconf',
    })
  })

  it('is replaced as a whole; PUT does the same and answers 201', async () => {
    await master.post(sysconf, { default: { [timeout]: 1 }, west: { [fudge]: 1 } })
    assertData(await master.put(sysconf, { default: {}, east: { [fudge]: 2 } }), 201, {
      east: { [fudge]: 2 },
      id: 'sysconf',
    })
    assert.deepEqual(await stored(), { east: { [fudge]: 2 } })
  })

  it('merges a patch into what is stored; null takes back', async () => {
    await master.post(sysconf, {
      default: { [timeout]: 3000, own: { a: 1 } },
      west: { [fudge]: 1, [timeout]: 5 },
    })
    const reply = await master.patch(sysconf, {
      default: { own: { b: 2 } },
      west: { [timeout]: null },
      east: { [fudge]: 7 },
    })
    assertData(reply, 200, {
      default: { [timeout]: 3000, own: { a: 1, b: 2 } },
      west: { [fudge]: 1 },
      east: { [fudge]: 7 },
      id: 'sysconf',
    })
    assertData(await master.patch(sysconf, { default: { [timeout]: null }, west: null }), 200, {
      default: { own: { a: 1, b: 2 } },
      east: { [fudge]: 7 },
      id: 'sysconf',
    })
  })

  it('does not freeze in a section what it inherits when the default section changes', async () => {
    await master.post(sysconf, { default: { [timeout]: 3000 }, west: { [fudge]: 1 } })
    assertData(await master.patch(sysconf, { default: { [timeout]: 4000 }, west: { [fudge]: 2 } }), 200, {
      default: { [timeout]: 4000 },
      west: { [fudge]: 2 },
      id: 'sysconf',
    })
    const west = await master.get(`${sysconf}/west?with_defaults=true`)
    assertData(west, 200, { [fudge]: 2, [timeout]: 4000, id: 'sysconf/west' })
  })

  it('takes any object where it has no schema', async () => {
    const body = { default: { deep: { list: [1, 'x'], yes: true } } }
    assertData(await master.post('/v2/system_configs/free', body), 200, { ...body, id: 'free' })
    assertData(await master.get('/v2/system_configs/free'), 200, { ...body, id: 'free' })
  })

  it('is checked section by section, and all faults are told', async () => {
    const reply = await master.post(sysconf, {
      west: { [timeout]: 'soon' },
      'crossbar@one.test': { [fudge]: [] },
      east: 'x',
    })
    assert.equal(reply.body['message'], 'validation error')
    const wanted = { message: 'must be a whole number', target: 'integer' }
    assertData(reply, 400, {
      default: { required: { message: 'is required', value: 'default' } },
      [`west.${timeout}`]: { type: { ...wanted, value: 'soon' } },
      [`crossbar@one%2Etest.${fudge}`]: { type: { ...wanted, value: [] } },
      east: { type: { message: 'must be an object', target: 'object', value: 'x' } },
    })
    assert.equal(await stored(), undefined)
  })

  it('has its values converted', async () => {
    assertData(await master.post(sysconf, { default: { [timeout]: '2500', [fudge]: '100' } }), 200, {
      default: { [timeout]: 2500 },
      id: 'sysconf',
    })
  })

  it('is removed for good, and 404 when there is none', async () => {
    const made = await master.post(sysconf, { default: { [timeout]: 1 } })
    const reply = await master.delete(sysconf)
    assertData(reply, 200, { default: { [timeout]: 1 }, id: 'sysconf', _read_only: { deleted: true } })
    assert.equal(reply.body['revision'], made.body['revision'])
    assert.equal(await stored(), undefined)
    const again = await master.delete(sysconf)
    assert.equal(again.body['message'], 'bad_identifier')
    assertData(again, 404, { cause: 'sysconf', message: 'bad identifier' })
  })

  it('minds the revision that a client names', async () => {
    const made = await master.post(sysconf, { default: { [timeout]: 1 } })
    await master.post(sysconf, { default: { [timeout]: 2 } })
    const stale = { headers: { 'if-match': `"${String(made.body['revision'])}"` } }
    assert.equal((await master.post(sysconf, { default: { [timeout]: 3 } }, stale)).status, 412)
    assert.deepEqual(await stored(), { default: { [timeout]: 2 } })
  })

  it('may have names that mean something to JavaScript', async () => {
    for (const id of ['__proto__', 'constructor']) {
      const path = `/v2/system_configs/${id}`
      const body = { default: { constructor: { prototype: 1 } }, toString: { valueOf: true } }
      assertData(await master.post(path, body), 200, { ...body, id })
      assertData(await master.get(path), 200, { ...body, id })
      assertData(await master.get(`${path}/__proto__`), 200, { id: `${id}/__proto__` })
      assert.equal((await master.delete(path)).status, 200)
    }
  })
})

describe('a section', () => {
  it('is set without touching the others', async () => {
    await master.post(sysconf, { default: { [timeout]: 3000 } })
    const reply = await master.post(`${sysconf}/west`, { id: 'sysconf/west', [fudge]: 101, [timeout]: 3000 })
    assertData(reply, 200, { [fudge]: 101, id: 'sysconf/west' })
    assert.deepEqual(await stored(), { default: { [timeout]: 3000 }, west: { [fudge]: 101 } })
    assertData(await master.post(`${sysconf}/west`, { [timeout]: 1 }), 200, {
      [timeout]: 1,
      id: 'sysconf/west',
    })
    assert.deepEqual(await stored(), { default: { [timeout]: 3000 }, west: { [timeout]: 1 } })
  })

  it('makes the document when there is none, as the sheet shows', async () => {
    const reply = await master.post('/v2/system_configs/free/west', { pagination_page_size: 25 })
    assertData(reply, 200, { pagination_page_size: 25, id: 'free/west' })
  })

  it('shows what is stored, or all that holds', async () => {
    await master.post(sysconf, { default: { [timeout]: 3000 }, west: { [fudge]: 1 } })
    assertData(await master.get(`${sysconf}/west`), 200, { [fudge]: 1, id: 'sysconf/west' })
    assertData(await master.get(`${sysconf}/default`), 200, { [timeout]: 3000, id: 'sysconf/default' })
    assertData(await master.get(`${sysconf}/east`), 200, { id: 'sysconf/east' })
    assertData(await master.get(`${sysconf}/west?with_defaults=true`), 200, {
      [fudge]: 1,
      [timeout]: 3000,
      id: 'sysconf/west',
    })
    assertData(await master.get(`${sysconf}/east?with_defaults=true`), 200, {
      [fudge]: 100,
      [timeout]: 3000,
      id: 'sysconf/east',
    })
  })

  it('merges a patch', async () => {
    await master.post(`${sysconf}/west`, { [fudge]: 1, own: { a: 1 } })
    assertData(await master.patch(`${sysconf}/west`, { own: { b: 2 }, [fudge]: null }), 200, {
      own: { a: 1, b: 2 },
      id: 'sysconf/west',
    })
    assertData(await master.patch(`${sysconf}/default`, { [timeout]: 2000, [fudge]: 5 }), 200, {
      [fudge]: 5,
      id: 'sysconf/default',
    })
  })

  it('is checked', async () => {
    const reply = await master.post(`${sysconf}/west`, { [timeout]: 'soon' })
    assertData(reply, 400, {
      [timeout]: { type: { message: 'must be a whole number', target: 'integer', value: 'soon' } },
    })
  })

  it('is removed, and 404 when there is none', async () => {
    const nothing = await master.delete(`${sysconf}/west`)
    assertData(nothing, 404, { cause: 'sysconf', message: 'bad identifier' })
    await master.post(sysconf, { default: { [timeout]: 1 }, west: { [fudge]: 1 } })
    assertData(await master.delete(`${sysconf}/west`), 200, { id: 'sysconf/west' })
    assert.deepEqual(await stored(), { default: { [timeout]: 1 } })
    const gone = await master.delete(`${sysconf}/west`)
    assert.equal(gone.body['message'], 'bad identifier')
    assertData(gone, 404, ['west'])
  })

  it('cannot stand where the id and private fields stand, nor be created by PUT', async () => {
    for (const name of ['id', 'pvt_type', '_rev'])
      assert.equal((await master.post(`${sysconf}/${name}`, { a: 1 })).status, 404, name)
    assert.equal((await master.put(`${sysconf}/west`, { a: 1 })).status, 405)
    assert.equal((await master.get(`${sysconf}/west/more`)).status, 404)
  })
})

describe('the system configuration', () => {
  it('is for superduper admins alone', async () => {
    for (const path of ['/v2/system_configs', sysconf, `${sysconf}/west`]) {
      assertData(await tenant.get(path), 403, { message: 'forbidden' })
      assert.equal((await tenant.anonymous().get(path)).status, 401)
    }
    assertData(await tenant.post(sysconf, { default: { [timeout]: 1 } }), 403, { message: 'forbidden' })
    assertData(await tenant.delete(`${sysconf}/default`), 403, { message: 'forbidden' })
    assert.equal(await stored(), undefined)
  })

  it('does not lie below an account', async () => {
    const path = `/v2/accounts/${tenant.accountId}/system_configs`
    const reply = await master.get(path)
    assert.equal(reply.body['message'], 'bad_identifier')
    assertData(reply, 404, { message: 'bad identifier' })
    assertData(await tenant.get(`${path}/sysconf`), 403, { message: 'forbidden' })
  })

  it('takes effect with the next request', async () => {
    const menus = `/v2/accounts/${tenant.accountId}/menus`
    for (const name of ['One', 'Two', 'Three']) await tenant.put(menus, { name })
    const pageSize = async (): Promise<unknown> => (await tenant.get(menus)).body['page_size']
    assert.equal(await pageSize(), 3)
    await master.patch('/v2/system_configs/crossbar', { default: { pagination_page_size: 2 } })
    assert.equal(await pageSize(), 2)
    const { node, zone } = server.running.edge.services.config
    await master.post(`/v2/system_configs/crossbar/${zone}`, { pagination_page_size: 1 })
    assert.equal(await pageSize(), 1)
    await master.post(`/v2/system_configs/crossbar/${node}`, { pagination_page_size: 3 })
    assert.equal(await pageSize(), 3)
    await master.post('/v2/system_configs/crossbar/elsewhere', { pagination_page_size: 1 })
    assert.equal(await pageSize(), 3)
    await master.delete(`/v2/system_configs/crossbar/${node}`)
    assert.equal(await pageSize(), 1)
    await master.delete('/v2/system_configs/crossbar')
    assert.equal(await pageSize(), 3)
  })
})
