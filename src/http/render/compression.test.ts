import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { createGunzip, gunzipSync } from 'node:zlib'
import { acceptsGzip, compressed, compressedStream, shouldCompress } from './compression.ts'

describe('compression', () => {
  it('needs a client that takes gzip', () => {
    for (const header of ['gzip', 'deflate, GZip;q=0.5, br', 'gzip ; q=1'])
      assert.equal(acceptsGzip(header), true, header)
    for (const header of [undefined, '', 'br', 'x-gzip', 'gzip;q=0', 'gzip; q=0.000', 'gzipped', '*']) {
      assert.equal(acceptsGzip(header), false, header)
    }
  })

  it('is for bodies beyond 300 bytes and streams, not for files', () => {
    const acceptEncoding = 'gzip'
    assert.equal(shouldCompress({ acceptEncoding, bytes: 300, isFile: false }), false)
    assert.equal(shouldCompress({ acceptEncoding, bytes: 301, isFile: false }), true)
    assert.equal(shouldCompress({ acceptEncoding, isFile: false }), true)
    assert.equal(shouldCompress({ acceptEncoding, bytes: 5000, isFile: true }), false)
    assert.equal(shouldCompress({ acceptEncoding: 'br', bytes: 5000, isFile: false }), false)
  })

  it('is undone by the client', async () => {
    const body = 'Zürich '.repeat(100)
    assert.equal(gunzipSync(await compressed(body)).toString(), body)
    const stream = compressedStream(Readable.from([body, body]))
    assert.equal(await text(stream.pipe(createGunzip())), body + body)
  })

  it('passes the end of either side on', async () => {
    const failing = Readable.from(
      (async function* () {
        yield 'a'
        throw new Error('source broke')
      })(),
    )
    await assert.rejects(text(compressedStream(failing)), /source broke/)
    const source = Readable.from(['a'.repeat(100_000)])
    const closed = new Promise((resolve) => source.once('close', () => resolve(true)))
    compressedStream(source).destroy()
    assert.equal(await closed, true)
  })
})
