import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, it } from 'node:test'

const module = JSON.stringify(new URL('serve.ts', import.meta.url).href)
const settings = JSON.stringify({ logLevel: 'info', logPretty: false, host: '::1', port: 8000 })

/** A process that serves with a start function of its own. */
function serving(start: string): ChildProcessByStdio<null, Readable, Readable> {
  const script = `
    import { serveUntilStopped } from ${module}
    setInterval(() => undefined, 1000)
    await serveUntilStopped(${settings}, ${start})`
  // The settings of the tests themselves would be told of in the log.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('CROSSBAR_')),
  )
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

describe('serveUntilStopped', { skip: process.platform === 'win32' }, () => {
  it('ends at once at a second signal', async () => {
    const child = serving(`async () => ({
      address: { address: '::1', port: 8000 },
      stop: () => new Promise(() => undefined),
    })`)
    const [first] = (await once(child.stdout, 'data')) as [Buffer]
    assert.match(first.toString(), /"msg":"listening on http:\/\/\[::1\]:8000"/)
    child.kill('SIGTERM')
    await once(child.stdout, 'data')
    await sleep(600)
    assert.equal(child.exitCode, null)
    child.kill('SIGTERM')
    assert.deepEqual(await once(child, 'exit'), [143, null])
  })

  it('stops after the start when it is asked to before', async () => {
    const child = serving(`async () => {
      process.kill(process.pid, 'SIGTERM')
      await new Promise((resolve) => setTimeout(resolve, 100))
      return { address: { address: '::1', port: 8000 }, stop: async () => console.error('stopped well') }
    }`)
    const [errors] = await Promise.all([text(child.stderr), once(child, 'exit')])
    assert.equal(errors, 'stopped well\n')
    assert.equal(child.exitCode, 0)
  })

  it('logs an unexpected error and ends with 1', async () => {
    for (const start of [
      `async () => { throw new TypeError('a bug') }`,
      `async () => { setTimeout(() => { throw new TypeError('a bug') }, 10); await new Promise(() => undefined) }`,
    ]) {
      const child = serving(start)
      const [output] = await Promise.all([text(child.stdout), once(child, 'exit')])
      assert.equal(child.exitCode, 1)
      const line = JSON.parse(output) as { level: string; err: { message: string } }
      assert.deepEqual([line.level, line.err.message], ['fatal', 'a bug'])
    }
  })
})
