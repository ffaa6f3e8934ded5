import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { describe, it } from 'node:test'
import { clientGone } from './faults.ts'
import { kept, nextResult, serverPort, useServer } from './loopback-server.ts'

useServer()

describe('a client that does not finish', () => {
  for (const type of [
    'application/json',
    'audio/mpeg',
    'multipart/mixed; boundary=xx',
    'application/base64',
  ]) {
    it(`ends the reading of ${type} at once`, async () => {
      const result = nextResult()
      const before = kept.size
      const socket = connect(serverPort(), '127.0.0.1')
      const head = `PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\nContent-Type: ${type}\r\n\r\n`
      const isBase64 = type === 'application/base64'
      // Only what has left this side can be cut off on the other.
      socket.write(`${head}${isBase64 ? '' : '--xx\r\nContent-Type: audio/mp3\r\n\r\n'}aGVs`, () =>
        setTimeout(() => socket.destroy(), 30),
      )
      assert.equal(await result, clientGone)
      assert.equal(kept.size, before)
    })
  }
})

describe('what is left of a refused body', () => {
  it('is read away, so that the connection can be used again', async () => {
    void nextResult()
    const socket = connect(serverPort(), '127.0.0.1')
    const large = `PUT / HTTP/1.1\r\nHost: a\r\nContent-Type: json\r\nContent-Length: 1000000\r\n\r\n${'x'.repeat(1_000_000)}`
    socket.write(large)
    socket.write('PUT / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    let text = ''
    for await (const chunk of socket) text += String(chunk)
    assert.equal(text.match(/HTTP\/1\.1 200 OK/g)?.length, 2)
  })

  it('cuts the connection of a client that never stops', async () => {
    void nextResult({ maxUploadSize: 1000 })
    const socket = connect(serverPort(), '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write('PUT / HTTP/1.1\r\nHost: a\r\nContent-Type: json\r\nTransfer-Encoding: chunked\r\n\r\n')
    const chunk = `200\r\n${'x'.repeat(512)}\r\n`
    const timer = setInterval(() => socket.writable && socket.write(chunk), 1)
    const closed = await new Promise((resolve) => socket.resume().on('close', () => resolve(true)))
    clearInterval(timer)
    assert.equal(closed, true)
  })
})
