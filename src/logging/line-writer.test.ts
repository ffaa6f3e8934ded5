import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lineWriter } from './line-writer.ts'
import { createLog } from './log.ts'

describe('line writer', () => {
  it('writes the lines that the log writes', () => {
    const lines: Record<string, unknown>[] = []
    const log = createLog(
      { level: 'info', worker: 2 },
      { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
    )
    lineWriter(log, 'request')(() => '"method":"GET","status":200')
    log.info({ method: 'GET', status: 200 }, 'request')
    const [mine, ...others] = lines.map(({ time, ...rest }) => [typeof time, rest])
    assert.deepEqual(mine, [
      'string',
      { level: 'info', pid: process.pid, worker: 2, method: 'GET', status: 200, msg: 'request' },
    ])
    assert.deepEqual(others, [mine])
  })

  it('writes nothing while the log leaves such lines out', () => {
    let written = 0
    const log = createLog({ level: 'warn' }, { write: () => void (written += 1) })
    const write = lineWriter(log, 'request')
    write(() => '"status":200')
    assert.equal(written, 0)
    log.level = 'info'
    write(() => '"status":200')
    assert.equal(written, 1)
  })
})
