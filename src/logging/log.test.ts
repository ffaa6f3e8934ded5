import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { componentLog, createLog } from './log.ts'
import type { Log, LogLevel } from './log.ts'

function collecting(level: LogLevel = 'info'): { log: Log; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = []
  const log = createLog(
    { level },
    { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  )
  return { log, lines }
}

describe('log', () => {
  it('writes one JSON object per line, with level, time, component and fields', () => {
    const { log, lines } = collecting()
    componentLog(log, 'jobs').info({ kind: 'mail', attempts: 2 }, 'sent')
    assert.equal(lines.length, 1)
    const { time, ...rest } = lines[0] ?? {}
    assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    assert.deepEqual(rest, {
      level: 'info',
      pid: process.pid,
      component: 'jobs',
      kind: 'mail',
      attempts: 2,
      msg: 'sent',
    })
  })

  it('leaves out lines below its level', () => {
    const { log, lines } = collecting('warn')
    log.info('no')
    log.warn('yes')
    assert.deepEqual(
      lines.map((line) => line['msg']),
      ['yes'],
    )
  })

  it('shows errors with their stack', () => {
    const { log, lines } = collecting()
    log.error({ err: new TypeError('broken') }, 'failed')
    const error = lines[0]?.['err'] as Record<string, unknown>
    assert.equal(error['type'], 'TypeError')
    assert.equal(error['message'], 'broken')
    assert.match(String(error['stack']), /log\.test\.ts/)
  })

  it('hides secrets in fields', () => {
    const { log, lines } = collecting()
    log.info({ headers: { 'X-Auth-Token': 'def' } }, 'x')
    assert.deepEqual(lines[0]?.['headers'], { 'X-Auth-Token': '[redacted]' })
  })

  it('has written everything when the process exits', () => {
    const script = `
      import { createLog } from ${JSON.stringify(new URL('log.ts', import.meta.url).href)}
      const log = createLog({ level: 'info' })
      for (let i = 0; i < 5000; i++) log.info({ i }, 'line')
      process.exit(0)`
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    const lines = output.trim().split('\n')
    assert.equal(lines.length, 5000)
    assert.equal((JSON.parse(lines[4999] ?? '{}') as Record<string, unknown>)['i'], 4999)
  })

  it('can be read by people', () => {
    const script = `
      import { createLog } from ${JSON.stringify(new URL('log.ts', import.meta.url).href)}
      createLog({ level: 'info', pretty: true }).info({ port: 8000 }, 'listening')`
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    assert.match(output, /^\[\d\d:\d\d:\d\d\.\d{3}\] INFO: listening\n {4}port: 8000\n$/)
  })
})
