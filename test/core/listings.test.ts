import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isJsonObject } from '../../src/json.ts'
import type { Client, Reply } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { entriesOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let menus: string
const names = ['alpha', 'Beta', 'gamma', 'delta', 'épsilon']

const server = useServer({}, async () => {
  client = await server.masterClient()
  menus = `/v2/accounts/${client.accountId}/menus`
  for (const [at, name] of names.entries())
    await client.put(menus, {
      name,
      retries: at + 1,
      flags: at % 2 === 0 ? ['even'] : ['odd'],
      nested: { at },
    })
})

describe('pages', () => {
  it('are descending unless asked otherwise', async () => {
    const all = listed(await client.get(menus))
    assert.deepEqual(all, names.toReversed())
    for (const query of ['ascending=true', 'descending=false'])
      assert.deepEqual(listed(await client.get(`${menus}?${query}`)), names)
    for (const query of ['descending=true', 'ascending=false'])
      assert.deepEqual(listed(await client.get(`${menus}?${query}`)), names.toReversed())
  })

  it('follow one another by next_start_key until there is none', async () => {
    const seen: string[] = []
    let query = 'page_size=2'
    for (let pages = 0; pages < 5; pages += 1) {
      const reply = await client.get(`${menus}?${query}`)
      seen.push(...listed(reply))
      const next = reply.body['next_start_key']
      if (next === undefined) break
      assert.equal(reply.body['page_size'], 2)
      query = `page_size=2&start_key=${String(next)}`
    }
    assert.deepEqual(seen, names.toReversed())
  })

  it('tell where they began', async () => {
    const first = await client.get(`${menus}?page_size=1`)
    assert.equal(first.body['start_key'], undefined)
    const next = String(first.body['next_start_key'])
    const second = await client.get(`${menus}?page_size=1&start_key=${next}`)
    assert.equal(second.body['start_key'], next)
  })

  it('accept keys in plain text', async () => {
    const reply = await client.get(`${menus}?ascending=true&start_key=zzzz`)
    assert.deepEqual([reply.status, reply.data, reply.body['page_size']], [200, [], 0])
  })

  it('of a senseless size are refused with 404', async () => {
    const faults = [
      ['page_size=many', 'invalid page size'],
      ['page_size=0', 'page size must be at least 1'],
      ['page_size=-3', 'page size must be at least 1'],
      ['chunk_size=many', 'invalid chunk size'],
      ['chunk_size=0', 'chunk size must be at least 1'],
      ['chunk_size=51', 'chunk size must be lower than 50'],
    ]
    for (const [query, message] of faults) {
      const reply = await client.get(`${menus}?${String(query)}`)
      assert.deepEqual(
        [reply.status, reply.body['message'], reply.data],
        [404, 'faulty_request', { message }],
        String(query),
      )
    }
  })

  it('round the size they are asked for', async () => {
    assert.equal((await client.get(`${menus}?page_size=1.5`)).body['page_size'], 2)
  })

  it('are left out with paginate=false', async () => {
    const reply = await client.get(`${menus}?paginate=false&page_size=1`)
    assert.equal(entriesOf(reply).length, 5)
    for (const key of ['page_size', 'start_key', 'next_start_key']) assert.equal(reply.body[key], undefined)
  })

  it('have the size the operator sets, without a restart, by either name', async () => {
    await configure(server, 'crossbar', { maximum_range: 3 })
    assert.equal((await client.get(menus)).body['page_size'], 3)
    await configure(server, 'crossbar', { maximum_range: 3, pagination_page_size: 2 })
    assert.equal((await client.get(menus)).body['page_size'], 2)
    await configure(server, 'crossbar', {})
    assert.equal((await client.get(menus)).body['page_size'], 5)
  })

  it('are refused with 416 when they take more memory than a request may', async () => {
    await configure(server, 'crossbar', { request_memory_limit: 50 })
    const reply = await client.get(`${menus}?paginate=false`)
    assert.deepEqual([reply.status, reply.body['message'], reply.data], [416, 'range not satisfiable', {}])
    await configure(server, 'crossbar', {})
  })
})

describe('filters', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['filter_name=gamma', ['gamma']],
    ['filter_name=["gamma","delta"]', ['delta', 'gamma']],
    ['filter_not_name=gamma', ['épsilon', 'delta', 'Beta', 'alpha']],
    ['filter_not_name=gamma&filter_not_name=delta', ['épsilon', 'Beta', 'alpha']],
    ['filter_nested.at=1', ['Beta']],
    ['filter_flags=even&filter_retries=1', ['alpha']],
    ['has_key=nested&filter_retries=5', ['épsilon']],
    ['key_missing=nested', []],
    ['has_value=record_pin', []],
    ['value_missing=record_pin&filter_name=Beta', ['Beta']],
    ['created_from=1', [...names].toReversed()],
    ['created_to=1', []],
    ['modified_from=abc', []],
    ['_=1714000000&unknown=1', [...names].toReversed()],
  ]
  for (const [query, expected] of cases)
    it(`${query} keeps ${expected.join(', ') || 'nothing'}`, async () => {
      assert.deepEqual(listed(await client.get(`${menus}?${encodeURI(query)}`)), expected)
    })

  it('fill pages with what they keep', async () => {
    const reply = await client.get(`${menus}?filter_flags=even&page_size=2`)
    assert.deepEqual(listed(reply), ['épsilon', 'gamma'])
    assert.notEqual(reply.body['next_start_key'], undefined)
    const next = String(reply.body['next_start_key'])
    assert.deepEqual(listed(await client.get(`${menus}?filter_flags=even&page_size=2&start_key=${next}`)), [
      'alpha',
    ])
  })
})

describe('chunked answers', () => {
  it('end with a trailer of strings', async () => {
    const reply = await client.get(`${menus}?is_chunked=true&page_size=2`)
    assert.equal(reply.status, 200)
    assert.equal(reply.headers.get('content-type'), 'application/json')
    assert.equal(reply.headers.get('etag'), null)
    assert.equal(reply.body['page_size'], '2')
    assert.equal(typeof reply.body['next_start_key'], 'string')
    assert.equal(reply.body['tokens'], undefined)
    assert.match(
      reply.text,
      /^\{"data":\[\{.*\}\], "page_size":"2", "next_start_key":"g2.*", "status":"success", /s,
    )
    assert.deepEqual(listed(reply), ['épsilon', 'delta'])
  })

  it('have the usual envelope when there is nothing', async () => {
    const reply = await client.get(`${menus}?is_chunked=true&filter_name=nobody`)
    assert.deepEqual([reply.data, reply.body['page_size']], [[], undefined])
    assert.ok(isJsonObject(reply.body['tokens']))
  })
})

describe('tables', () => {
  it('have a header row and a cell for every column known so far', async () => {
    const reply = await client.get(`${menus}?ascending=true&page_size=2`, { headers: { accept: 'text/csv' } })
    assert.equal(reply.status, 200)
    assert.equal(reply.headers.get('content-type'), 'text/csv')
    assert.match(
      String(reply.headers.get('content-disposition')),
      /^attachment; filename="json_[0-9a-f]{22}\.csv"$/,
    )
    const [header, first] = reply.text.split('\n')
    assert.deepEqual(header?.split(',').toSorted(), ['"ID"', '"flags"', '"name"'])
    assert.ok(first?.includes('"alpha"'))
  })

  it('are named as the client wishes', async () => {
    const byHeader = await client.get(`${menus}?accept=csv&file_name=other.csv`, {
      headers: { 'x-file-name': '../../etc/menus.csv' },
    })
    assert.equal(byHeader.headers.get('content-disposition'), 'attachment; filename="menus.csv"')
    const byValue = await client.get(`${menus}?accept=text/csv&file_name=other.csv`)
    assert.equal(byValue.headers.get('content-disposition'), 'attachment; filename="other.csv"')
  })

  it('that are empty are 204', async () => {
    const reply = await client.get(`${menus}?accept=csv&filter_name=nobody`)
    assert.deepEqual([reply.status, reply.text], [204, ''])
  })
})

describe('pages to print', () => {
  it('are empty where there is nothing to print', async () => {
    const reply = await client.get(`${menus}?accept=pdf`)
    assert.deepEqual([reply.status, reply.headers.get('content-type')], [200, 'application/pdf'])
    assert.equal(reply.headers.get('content-disposition'), 'attachment; filename="file.pdf"')
    assert.ok(reply.text.startsWith('%PDF-1.4'))
  })
})

describe('types that cannot be had', () => {
  it('are 406 without a body', async () => {
    const reply = await client.get(menus, { headers: { accept: 'image/png' } })
    assert.deepEqual([reply.status, reply.text], [406, ''])
  })

  it('in a header that cannot be read are 400 without a body', async () => {
    const reply = await client.get(menus, { headers: { accept: ';;;' } })
    assert.deepEqual([reply.status, reply.text], [400, ''])
  })
})

/** Names of the menus listed. */
function listed(reply: Reply): readonly string[] {
  return entriesOf(reply).map((entry) => String(entry['name']))
}
