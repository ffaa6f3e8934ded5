import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { describe, it } from 'node:test'
import {
  badBase64,
  dataRequired,
  digestOf,
  errors,
  invalidJson,
  kept,
  limit,
  maxSize,
  ok,
  parts,
  storeUpload,
  useServer,
} from './loopback-server.ts'
import type { StoredUpload } from './types.ts'

useServer()

describe('a multipart body', () => {
  const type = 'multipart/mixed; boundary=xx'
  const json = 'Content-Type: application/json\r\n\r\n{"data":{"a":1}}'

  it('carries an envelope and files, in order', async () => {
    const body = parts(
      json,
      'Content-Type: audio/mp3\r\nContent-Disposition: form-data; name="f"; filename="own.mp3"\r\n\r\none',
      'Content-Type: application/json; charset=utf-8\r\n\r\n{"not":"read"}',
      'Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\ndHdv',
    )
    for (const multipart of [type, 'multipart/form-data; boundary="xx"']) {
      const result = await ok(body, { type: multipart })
      assert.deepEqual(result.envelope, { data: { a: 1 } })
      assert.deepEqual(
        result.files.map((file) => [file.filename, file.contentType, kept.get(file.digest)?.toString()]),
        [
          ['uploaded_file_63900000000', 'audio/mp3', 'one'],
          ['uploaded_file_63900000000', 'application/json; charset=utf-8', '{"not":"read"}'],
          ['uploaded_file_63900000000', 'image/png', 'two'],
        ],
      )
    }
  })

  it('is the same however it is cut', async () => {
    const body = parts(json, `Content-Type: audio/mp3\r\n\r\n${'\r\n--x'.repeat(500)}`)
    for (const size of [1, 13, 999]) {
      const pieces = body.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
      const { data, files } = await ok(Readable.from(pieces), { type })
      assert.deepEqual(data, { a: 1 })
      assert.equal(files[0]?.digest, digestOf('\r\n--x'.repeat(500)), `cut every ${size}`)
    }
  })

  it('takes the last JSON part, a part without a type as JSON, and the name from it', async () => {
    const body = parts(
      'Content-Type: audio/mp3\r\n\r\none',
      json,
      'Content-Disposition: form-data; name="data"\r\n\r\n{"data":{"b":2,"filename":"n.mp3"}}',
    )
    const result = await ok(body, { type })
    assert.deepEqual(result.data, { b: 2, filename: 'n.mp3' })
    assert.equal(result.files[0]?.filename, 'n.mp3')
  })

  it('fails with the first part that fails', async () => {
    const broken = parts('\r\n{"data":', 'Content-Type: audio/mp3\r\n\r\nx')
    assert.deepEqual(await errors(broken, { type }), invalidJson('unexpected end around 8'))
    assert.deepEqual(await errors(parts('\r\n{"a":1}'), { type }), dataRequired({ a: 1 }))
    const undecodable = parts('Content-Type: application/base64\r\n\r\n****')
    assert.deepEqual(await errors(undecodable, { type }), badBase64)
  })

  it('may have no parts', async () => {
    assert.deepEqual((await ok('--xx--\r\n', { type })).files, [])
  })

  it('is read as a form, then as JSON, when it is not multipart at all', async () => {
    const text = '{"data":{"n":"50%"}}'
    assert.deepEqual((await ok(text, { type })).data, { n: '50%' })
    assert.deepEqual((await ok(text, { type: 'multipart/form-data' })).data, { n: '50%' })
    assert.deepEqual(await errors('', { type }), dataRequired({}))
    assert.deepEqual(await errors('a=b', { type }), dataRequired({ a: 'b' }))
  })

  it('is refused when it ends early, keeping nothing of the cut part', async () => {
    const before = kept.size
    const cut = '--xx\r\nContent-Type: audio/mp3\r\n\r\ncut off here'
    const expected = invalidJson('The multipart body ends before its closing boundary')
    assert.deepEqual(await errors(cut, { type }), expected)
    assert.deepEqual(await errors('--xx\r\nContent-Type', { type }), expected)
    assert.equal(kept.size, before)
  })

  it('limits each part, the whole, and the number of parts', async () => {
    const part = `Content-Type: audio/mp3\r\n\r\n${'x'.repeat(limit + 1)}`
    assert.deepEqual(await errors(parts(part), { type }), maxSize)
    const many = parts(
      ...Array.from({ length: 3 }, () => `Content-Type: a/b\r\n\r\n${'y'.repeat(4_000_000)}`),
    )
    assert.deepEqual(await errors(many, { type }), maxSize)
    const small = parts(...Array.from({ length: 5000 }, () => json))
    assert.deepEqual(await errors(small, { type }), invalidJson('At most 200 parts can be sent'))
  })

  it('takes a part of the full size', async () => {
    const exact = parts(json, `Content-Type: audio/mp3\r\n\r\n${'x'.repeat(limit)}`)
    assert.equal((await ok(exact, { type })).files[0]?.bytes, 8_000_000)
  })

  it('goes on to later parts when the store ignores one', async () => {
    const ignoring = async (content: Readable, contentType: string): Promise<StoredUpload> => {
      if (contentType === 'a/large') return { digest: 'none', bytes: 1 }
      return storeUpload(content)
    }
    const body = parts(
      `Content-Type: a/large\r\n\r\n${'x'.repeat(1_000_000)}`,
      'Content-Type: a/b\r\n\r\nsmall',
    )
    const { files } = await ok(body, { type, options: { storeUpload: ignoring } })
    assert.equal(files[1]?.digest, digestOf('small'))
    const whole = await ok('x'.repeat(1_000_000), { type: 'a/large', options: { storeUpload: ignoring } })
    assert.equal(whole.files[0]?.digest, 'none')
  })
})
