import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { describe, it } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { readAddress } from './address.ts'
import { Connector } from './connect.ts'
import { told } from './errors.ts'

void describe('connecting to PostgreSQL', () => {
  void it('takes ten seconds at most, however long statements may take', async (context) => {
    const sockets = new Set<Socket>()
    const silent = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const address = readAddress(`postgres://kz@127.0.0.1:${String(port)}/phones`)
    const connector = await Connector.create(address, 'disable', undefined, 600_000)
    let ended: unknown
    connector.connect({}).then(
      () => (ended = 'connected'),
      (error: unknown) => (ended = error),
    )
    const pass = async (ms: number): Promise<void> => {
      for (let turn = 0; turn < 20; turn += 1) await nextTurn()
      context.mock.timers.tick(ms)
      for (let turn = 0; turn < 20; turn += 1) await nextTurn()
    }
    await pass(0)
    await pass(9_900)
    assert.equal(ended, undefined)
    await pass(200)
    assert.match(told(ended), /timeout expired/)
    for (const socket of sockets) socket.destroy()
    silent.close()
  })
})
