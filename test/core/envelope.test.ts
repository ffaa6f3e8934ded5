import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { fieldsOf, idOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let menus: string

const server = useServer({}, async () => {
  client = await server.masterClient()
  menus = `/v2/accounts/${client.accountId}/menus`
})

describe('the response envelope', () => {
  it('has every key of a created document', async () => {
    const reply = await client.put(menus, { name: 'Main' }, { headers: { 'x-request-id': 'my request' } })
    assert.equal(reply.status, 201)
    const { data, metadata, revision, node, timestamp, tokens, ...rest } = reply.body
    const { id, ...fields } = fieldsOf(reply)
    assert.deepEqual(fields, {
      name: 'Main',
      allow_record_from_offnet: false,
      hunt: true,
      max_extension_length: 4,
      media: {},
      retries: 3,
      suppress_media: false,
    })
    assert.match(String(id), /^[0-9a-f]{32}$/)
    assert.match(String(revision), /^1-[0-9a-f]{32}$/)
    assert.deepEqual(Object.keys(tokens ?? {}), ['consumed', 'remaining'])
    assert.match(String(node), /^[\w-]{22}$/)
    assert.match(String(timestamp), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    assert.deepEqual(Object.keys(metadata ?? {}).toSorted(), ['created', 'id', 'modified'])
    assert.notEqual(data, undefined)
    assert.deepEqual(rest, {
      auth_token: client.token,
      request_id: 'my request',
      status: 'success',
      version: '0.1.0',
    })
    assert.equal(reply.headers.get('location'), `${menus}/${String(id)}`)
    assert.equal(reply.headers.get('content-type'), 'application/json')
    assert.equal(reply.headers.get('x-request-id'), 'my request')
    assert.equal(reply.headers.get('etag'), null)
  })

  it('carries the revision of a document as ETag when it is read', async () => {
    const id = idOf(await client.put(menus, { name: 'Read' }))
    const reply = await client.get(`${menus}/${id}`)
    assert.equal(reply.status, 200)
    assert.equal(reply.headers.get('etag'), `"${String(reply.body['revision'])}"`)
    assert.equal(reply.headers.get('expires'), 'Fri, 01 Jan 1999 00:00:00 GMT')
  })

  it('never shows private fields, and does not let them be set', async () => {
    const created = await client.put(menus, {
      name: 'Sly',
      pvt_type: 'account',
      pvt_created: 1,
      _id: 'x',
      _rev: '9-a',
    })
    const id = idOf(created)
    assert.notEqual(id, 'x')
    const read = await client.get(`${menus}/${id}`)
    assert.deepEqual(
      Object.keys(fieldsOf(read)).filter((key) => key.startsWith('pvt_') || key.startsWith('_')),
      [],
    )
    assert.match(String(read.body['revision']), /^1-/)
  })

  it('indents on request, by header before query', async () => {
    const plain = await client.get(`${menus}?pretty_print=true`, { headers: { 'x-pretty-print': 'false' } })
    assert.ok(!plain.text.includes('\n'))
    const pretty = await client.get(`${menus}?pretty_print=true`)
    assert.ok(pretty.text.startsWith('{\n  "data" : ['))
  })

  it('wraps JSONP', async () => {
    const reply = await client.get(`${menus}?jsonp=window.take`)
    assert.equal(reply.headers.get('content-type'), 'application/javascript')
    assert.match(reply.text, /^window\.take\(\{.*\}\);$/)
  })

  it('compresses what is long for those who take it', async () => {
    const reply = await fetch(server.url + menus, { headers: { 'x-auth-token': String(client.token) } })
    assert.equal(reply.headers.get('content-encoding'), 'gzip')
    const plain = await fetch(server.url + menus, {
      headers: { 'x-auth-token': String(client.token), 'accept-encoding': 'identity' },
    })
    assert.equal(plain.headers.get('content-encoding'), null)
  })
})

describe('request bodies', () => {
  const cases: readonly (readonly [string, string, unknown])[] = [
    ['without data', '{"name":"x"}', ['data', 'required']],
    ['with data of a wrong type', '{"data":"x"}', ['data', 'type']],
    ['that are no JSON', '{"data":', ['json', 'invalid']],
    ['that are no object', '[1]', ['json', 'invalid']],
  ]
  for (const [what, raw, [path, validator]] of cases as readonly (readonly [
    string,
    string,
    [string, string],
  ])[])
    it(`${what} are refused with 400, even without a token`, async () => {
      const reply = await client
        .anonymous()
        .put(menus, undefined, { raw, headers: { 'content-type': 'application/json' } })
      assert.equal(reply.status, 400)
      assert.equal(reply.body['message'], 'validation error')
      assert.equal(reply.body['error'], '400')
      assert.deepEqual(Object.keys(fieldsOf(reply)), [path])
      assert.deepEqual(Object.keys(fieldsOf(reply)[path] ?? {}), [validator])
    })

  it('may have envelope keys in any case and with dashes', async () => {
    const id = idOf(await client.put(menus, { name: 'Cases' }))
    const raw = JSON.stringify({ Data: {}, VERB: 'delete', 'Auth-Token': client.token })
    const reply = await client
      .anonymous()
      .post(`${menus}/${id}`, undefined, { raw, headers: { 'content-type': 'application/json' } })
    assert.equal(reply.status, 200)
    assert.deepEqual(fieldsOf(reply)['_read_only'], { deleted: true })
  })

  it('may be sent as a form by careless clients', async () => {
    const reply = await client.put(menus, undefined, {
      raw: '{"data":{"name":"Form"}}',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    assert.equal(reply.status, 201)
  })

  it('of unknown types are told first what is wrong with the data', async () => {
    const reply = await client.put(menus, undefined, { raw: '<x/>', headers: { 'content-type': 'text/xml' } })
    assert.equal(reply.status, 400)
    assert.deepEqual(Object.keys(fieldsOf(reply)), ['name'])
  })
})

describe('conditional requests', () => {
  it('answer 304 to those who have the revision', async () => {
    const created = await client.put(menus, { name: 'Known' })
    const path = `${menus}/${idOf(created)}`
    const etag = `"${String(created.body['revision'])}"`
    const reply = await client.get(path, { headers: { 'if-none-match': etag } })
    assert.equal(reply.status, 304)
    assert.equal(reply.text, '')
    assert.equal(reply.headers.get('etag'), etag)
  })

  it('change nothing when the revision is another', async () => {
    const created = await client.put(menus, { name: 'Guarded' })
    const path = `${menus}/${idOf(created)}`
    const refused = await client.patch(path, { name: 'Lost' }, { headers: { 'if-match': '"1-other"' } })
    assert.equal(refused.status, 412)
    assert.equal(refused.text, '')
    const accepted = await client.patch(
      path,
      { name: 'Won' },
      { headers: { 'if-match': `"${String(created.body['revision'])}"` } },
    )
    assert.equal(accepted.status, 200)
    assert.equal(fieldsOf(accepted)['name'], 'Won')
    assert.match(String(accepted.body['revision']), /^2-/)
  })

  it('refuse to create with If-Match', async () => {
    const reply = await client.put(menus, { name: 'New' }, { headers: { 'if-match': '*' } })
    assert.equal(reply.status, 412)
  })
})

describe('changes', () => {
  it('replace all public fields with POST', async () => {
    const path = `${menus}/${idOf(await client.put(menus, { name: 'Old', extra: 1, flags: ['a'] }))}`
    const reply = await client.post(path, { name: 'New' })
    assert.equal(reply.status, 200)
    const { extra, flags, name } = fieldsOf(reply)
    assert.deepEqual([extra, flags, name], [undefined, undefined, 'New'])
  })

  it('drop top-level nulls of fields nobody declared with POST, not those further down', async () => {
    const path = `${menus}/${idOf(await client.put(menus, { name: 'Null', extra: 1 }))}`
    const reply = await client.post(path, { name: 'Null', extra: null, ui: { a: null } })
    assert.equal(reply.status, 200)
    assert.equal(Object.hasOwn(fieldsOf(reply), 'extra'), false)
    assert.deepEqual(fieldsOf(reply)['ui'], { a: null })
    const declared = await client.post(path, { name: 'Null', media: null })
    assert.equal(declared.status, 400)
  })

  it('merge with PATCH, where null removes', async () => {
    const path = `${menus}/${idOf(await client.put(menus, { name: 'Deep', ui: { a: 1, b: { c: 2, d: 3 } }, list: [1, 2] }))}`
    const reply = await client.patch(path, { ui: { a: null, b: { c: 9 } }, list: [3] })
    assert.deepEqual(fieldsOf(reply)['ui'], { b: { c: 9, d: 3 } })
    assert.deepEqual(fieldsOf(reply)['list'], [3])
  })

  it('delete softly and then are gone', async () => {
    const path = `${menus}/${idOf(await client.put(menus, { name: 'Gone' }))}`
    const deleted = await client.delete(path)
    assert.equal(deleted.status, 200)
    assert.match(String(deleted.body['revision']), /^1-/)
    const read = await client.get(path)
    assert.equal(read.status, 404)
    assert.deepEqual(read.data, { cause: path.slice(-32), message: 'bad identifier' })
    assert.equal((await client.delete(path)).status, 404)
  })

  it('round-trip ui_metadata', async () => {
    const ui = { ui: 'console', version: '4.3', origin: 'menus' }
    const path = `${menus}/${idOf(await client.put(menus, { name: 'Ui', ui_metadata: ui }))}`
    assert.deepEqual(fieldsOf(await client.get(path))['ui_metadata'], ui)
    const listed = await client.get(`${menus}?filter_ui_metadata.origin=menus`)
    assert.deepEqual(Array.isArray(listed.data) && listed.data.length, 1)
  })
})
