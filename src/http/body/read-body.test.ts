import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { describe, it } from 'node:test'
import { dataRequired, errors, invalidJson, limit, maxSize, ok, useServer } from './loopback-server.ts'

useServer()

describe('a JSON body', () => {
  it('is an envelope with normalised keys and without top-level nulls', async () => {
    const body = '{"Data":{"Name":"a","x":null},"Accept-Charges":true,"verb":null}'
    const expected = {
      envelope: { data: { Name: 'a', x: null }, accept_charges: true },
      data: { Name: 'a', x: null },
      hasEnvelope: true,
      files: [],
    }
    for (const type of [
      undefined,
      'application/json',
      'application/x-json',
      'APPLICATION/JSON; charset=utf-8',
    ]) {
      assert.deepEqual(await ok(body, type === undefined ? {} : { type }), expected)
    }
  })

  it('may be absent or empty, whatever the method', async () => {
    const expected = { envelope: {}, data: {}, hasEnvelope: false, files: [] }
    assert.deepEqual(await ok(undefined, { method: 'GET' }), expected)
    assert.deepEqual(await ok('', { type: 'application/json' }), expected)
    assert.deepEqual(await ok(Readable.from([]), { type: 'application/json' }), expected)
  })

  it('arrives in pieces cut anywhere', async () => {
    const body = Buffer.from('{"data":{"name":"Zürich ☎"}}')
    const pieces = Readable.from(Array.from(body, (byte) => Buffer.of(byte)))
    assert.deepEqual((await ok(pieces)).data, { name: 'Zürich ☎' })
  })

  it('may have an array as data, and a byte order mark', async () => {
    assert.deepEqual((await ok('\uFEFF{"data":[1,2]}')).data, [1, 2])
  })

  it('needs data, being an object or an array', async () => {
    assert.deepEqual(await errors('{"name":"a"}'), dataRequired({ name: 'a' }))
    assert.deepEqual(await errors('{"data":null,"a":1}'), dataRequired({ a: 1 }))
    assert.deepEqual(
      await errors('{"data":"a"}', { method: 'DELETE', headers: { 'content-length': '12' } }),
      {
        data: {
          type: { message: '"data" must be an object or an array', target: 'object, array', value: 'a' },
        },
      },
    )
  })

  it('needs no data where no envelope is asked for', async () => {
    const body = await ok('{"event":1}', { options: { requireEnvelope: false } })
    assert.deepEqual(body, { envelope: { event: 1 }, data: {}, hasEnvelope: true, files: [] })
  })

  it('is refused with the reason and its place', async () => {
    assert.deepEqual(await errors('{"data":{"a":}}'), invalidJson('unexpected character around 13'))
    assert.deepEqual(await errors('{"é":x}'), invalidJson('unexpected character around 6'))
    assert.deepEqual(await errors('[1]'), invalidJson('The body must be one JSON object'))
    assert.deepEqual(
      await errors(Buffer.from([0x7b, 0x22, 0xff, 0x22])),
      invalidJson('not valid UTF-8 around 2'),
    )
    assert.deepEqual(await errors('{"data":{"n":1e999}}'), invalidJson('number out of range around 13'))
    const deep = `{"data":${'['.repeat(300)}${']'.repeat(300)}}`
    assert.deepEqual(await errors(deep), invalidJson('nesting deeper than 200 around 207'))
    assert.deepEqual(await errors('['.repeat(1_000_000)), invalidJson('nesting deeper than 200 around 200'))
  })

  it('cannot set a prototype', async () => {
    const body = await ok(
      '{"__PROTO__":{"a":1},"--proto--":{"b":1},"data":{"x":{"__proto__":{"admin":true}},"constructor":1}}',
    )
    assert.deepEqual(Object.keys(body.envelope), ['data'])
    assert.deepEqual(JSON.stringify(body.data), '{"x":{},"constructor":1}')
    assert.equal(Object.getPrototypeOf(body.envelope), Object.prototype)
  })

  it('has a size limit, told by its length or found while reading', async () => {
    const large = Buffer.alloc(limit + 1, ' ')
    assert.deepEqual(await errors(large, { type: 'application/json' }), maxSize)
    assert.deepEqual(await errors(Readable.from([large]), { type: 'application/json' }), maxSize)
  })

  it('with a malformed content type is 400 without a body', async () => {
    assert.deepEqual(await errors('{}', { type: 'json' }), { kind: 'empty', status: 400 })
  })
})

describe('a form body', () => {
  const type = 'application/x-www-form-urlencoded'

  it('with one bare key is JSON, as curl sends it', async () => {
    assert.deepEqual((await ok('{"data":{"name":"50% off"}}', { type })).data, { name: '50% off' })
    assert.deepEqual((await ok('{"data":{"name":"a+b"}}', { type })).data, { name: 'a+b' })
  })

  it('must otherwise pass the envelope check', async () => {
    assert.deepEqual(await errors('a=1&b=x%20y', { type }), dataRequired({ a: '1', b: 'x y' }))
    assert.deepEqual(await errors('', { type }), dataRequired({}))
    assert.deepEqual(await errors('data=1+2', { type }), {
      data: {
        type: { message: '"data" must be an object or an array', target: 'object, array', value: '1 2' },
      },
    })
  })
})
