import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { connect, connectReader } from './connection.ts'
import { Reads } from './reads.ts'

describe('reads', () => {
  it('do not see what an open transaction did', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'crossbar-reads-'))
    const file = join(folder, 'test.db')
    const connection = await connect(file, { synchronous: 'off', busyTimeoutMs: 1000 })
    let opened = 0
    const reads = new Reads(connection, () => {
      opened += 1
      return connectReader(file, 1000)
    })
    const value = (): string | undefined => reads.run(({ work }) => work.meta('colour'))
    connection.exec("INSERT INTO meta VALUES ('colour', 'blue')")
    assert.deepEqual([value(), opened], ['blue', 0])
    connection.exec("BEGIN IMMEDIATE; UPDATE meta SET value = 'red'")
    assert.deepEqual([value(), value(), opened], ['blue', 'blue', 1])
    connection.exec('COMMIT')
    assert.equal(value(), 'red')
    reads.close()
    connection.close()
    await rm(folder, { recursive: true })
  })
})
