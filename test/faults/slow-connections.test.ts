import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from '../harness/client.ts'
import { Installation } from './workers-process.ts'

/** Connections wanted; fewer where a process may not have so many files open. */
const wanted = 5_000

async function affordable(): Promise<number> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '')
  const most = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? 1024)
  return Math.min(wanted, most - 200)
}

describe('connections that send one byte a second', () => {
  let folder: string
  let server: Installation
  let client: Client
  const sockets: Socket[] = []

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossbar-slow-'))
    server = await Installation.start({ CROSSBAR_DATA: folder })
    client = await server.signIn()
  })
  after(async () => {
    for (const socket of sockets) socket.destroy()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('do not stop other clients, and are cut off', async (context) => {
    const count = await affordable()
    if (count < wanted)
      context.diagnostic(`only ${String(count)} connections: this process may not open more`)
    const { port } = new URL(server.url)
    let ended = 0
    for (let n = 0; n < count; n += 1) {
      const socket = connect(Number(port), '127.0.0.1')
      socket.on('error', () => undefined)
      socket.on('close', () => (ended += 1))
      socket.resume()
      sockets.push(socket)
      if (n % 250 === 249) await pause(10)
    }
    const text = Buffer.from(`GET /v2/about HTTP/1.1\r\nHost: x\r\nX-Slow: ${'x'.repeat(100)}`)
    const times: number[] = []
    for (let second = 0; second < 9; second += 1) {
      const began = performance.now()
      for (const socket of sockets) if (socket.writable) socket.write(text.subarray(second, second + 1))
      while (performance.now() - began < 1000) {
        const asked = performance.now()
        const reply = await client.get(`/v2/accounts/${client.accountId}`)
        assert.equal(reply.status, 200, reply.text)
        times.push(performance.now() - asked)
        await pause(20)
      }
    }
    const slowest = Math.max(...times)
    const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Infinity
    assert.ok(times.length > 50, `only ${String(times.length)} requests in nine seconds`)
    assert.ok(median < 200, `half of the requests took longer than ${median.toFixed(0)} ms`)
    assert.ok(slowest < 3000, `a request took ${slowest.toFixed(0)} ms`)
    // Headers have to be there after five seconds, and that is looked at every now and then.
    const deadline = performance.now() + 40_000
    while (ended < count && performance.now() < deadline) await pause(200)
    assert.equal(ended, count, 'slow connections were not cut off')
  })
})
