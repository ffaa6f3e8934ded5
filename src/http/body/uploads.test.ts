import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { describe, it } from 'node:test'
import { answer, invalidField } from '../../failures.ts'
import { badBase64, digestOf, errors, kept, limit, maxSize, ok, send, useServer } from './loopback-server.ts'

useServer()

describe('a file as the whole body', () => {
  it('goes to the store with its type, length and name', async () => {
    const body = await ok('sound', { type: 'Audio/MPEG; rate=8000', options: { filename: 'hello.mp3' } })
    assert.deepEqual(body, {
      envelope: {},
      data: {},
      hasEnvelope: false,
      files: [{ filename: 'hello.mp3', contentType: 'audio/mpeg', bytes: 5, digest: digestOf('sound') }],
    })
    assert.equal(kept.get(digestOf('sound'))?.toString(), 'sound')
  })

  it('is named after the time without a name, and absent without bytes', async () => {
    assert.equal((await ok('x', { type: 'image/png' })).files[0]?.filename, 'uploaded_file_63900000000')
    assert.deepEqual((await ok(undefined, { type: 'image/png', method: 'GET' })).files, [])
    assert.deepEqual((await ok(Readable.from([]), { type: 'image/png' })).files, [])
  })

  it('may be as large as the limit and no larger', async () => {
    const body = await ok(Buffer.alloc(limit), { type: 'application/pdf' })
    assert.equal(body.files[0]?.bytes, 8_000_000)
    const before = kept.size
    assert.deepEqual(await errors(Buffer.alloc(limit + 1), { type: 'application/pdf' }), maxSize)
    assert.equal(kept.size, before)
  })

  it('fails as the store fails', async () => {
    const full = answer(503, 'datastore fatal error')
    const failing = { type: 'image/png', options: { storeUpload: async () => full } }
    assert.equal(await send('x', failing), full)
    const broken = { type: 'image/png', options: { storeUpload: () => Promise.reject(new Error('disk')) } }
    await assert.rejects(send('x', broken), /^Error: disk$/)
  })
})

describe('a base64 body', () => {
  const one = async (body: string, type: string, headers: Record<string, string> = {}) => {
    const { files } = await ok(body, { type, headers, options: { filename: 'ignored' } })
    return [files[0]?.contentType, kept.get(files[0]?.digest ?? '')?.toString(), files[0]?.filename]
  }
  const name = 'uploaded_file_63900000000'

  it('is decoded, with blanks and without padding', async () => {
    assert.deepEqual(await one('aGVs bG8\r\n', 'application/base64'), ['application/base64', 'hello', name])
    assert.deepEqual(await one('aGVsbG8=', 'application/x-base64'), ['application/base64', 'hello', name])
  })

  it('may be a data URI, whose type counts', async () => {
    const uri = (head: string) => one(`data:${head},aGVsbG8=`, 'application/base64')
    assert.deepEqual(await uri('audio / mp3;base64'), ['audio/mp3', 'hello', name])
    assert.deepEqual(await uri('audio/mp3;rate=8'), ['audio/mp3', 'hello', name])
    assert.deepEqual(await uri('application/base64;base64'), ['application/octet-stream', 'hello', name])
    assert.deepEqual(await uri('nonsense;base64'), ['application/base64', 'hello', name])
  })

  it('may be any type with a transfer encoding', async () => {
    const encoded = { 'content-transfer-encoding': 'base64' }
    assert.deepEqual(await one('aGVsbG8=', 'audio/mpeg', encoded), ['audio/mpeg', 'hello', name])
  })

  it('is refused when it is none', async () => {
    for (const bad of [
      'aGVs*G8=',
      'aGVsbG8=aGVs',
      'a',
      'text,aGVs',
      `data:${'a'.repeat(2000)},aGVs`,
      '====',
    ]) {
      assert.deepEqual(await errors(bad, { type: 'application/base64' }), badBase64, bad)
    }
  })

  it('is the same however it is cut', async () => {
    const content = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 256))
    const text = `data:audio/mp3;base64,${content.toString('base64')}`
    for (const size of [1, 7, 1000]) {
      const pieces = text.match(new RegExp(`.{1,${size}}`, 'g')) ?? []
      const { files } = await ok(Readable.from(pieces), { type: 'application/base64' })
      assert.equal(files[0]?.digest, digestOf(content), `cut every ${size}`)
    }
  })
})

it('passes a validation failure of the store through unchanged', async () => {
  const refused = invalidField('file', 'forbidden', { message: 'no' })
  assert.equal(await send('x', { type: 'a/b', options: { storeUpload: async () => refused } }), refused)
})
