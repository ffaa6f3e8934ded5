import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from './harness/client.ts'
import { runNode } from './harness/program.ts'
import { Installation } from './faults/workers-process.ts'

const program = (name: string): string => fileURLToPath(new URL(`../src/cli/${name}.ts`, import.meta.url))

describe('a server with two workers', () => {
  let folder: string
  let server: Installation

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossbar-two-'))
    server = await Installation.start({ CROSSBAR_DATA: folder, CROSSBAR_WORKERS: '2' })
  })
  after(async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** Answers on connections of their own, which the system deals out among the workers. */
  const several = (path: string, count = 30): Promise<readonly number[]> =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const headers = { connection: 'close' }
        return (await new Client(server.url).get(path, { headers })).status
      }),
    )

  it('counts the requests of both in the metrics', async () => {
    const count = async (): Promise<number> => {
      const { text } = await new Client(server.url).get('/metrics')
      return Number(/^crossbar_requests_total\{[^}]*module="about"[^}]*\} (\d+)$/m.exec(text)?.[1] ?? 0)
    }
    await several('/v2/about', 40)
    assert.equal(await count(), 40)
    assert.equal(await count(), 40)
    assert.deepEqual(new Set(await several('/readyz')), new Set([200]))
  })

  it('does what sup asks for in both', async () => {
    const sup = (...args: string[]): ReturnType<typeof runNode> =>
      runNode([program('sup'), '--data', folder, 'crossbar_maintenance', ...args])
    const stopped = await sup('stop_module', 'cb_about')
    assert.deepEqual([stopped.code, stopped.stdout.includes('stopped and removed cb_about')], [0, true])
    await pause(1000)
    assert.deepEqual(new Set(await several('/v2/about')), new Set([404]))
    // A worker that starts anew knows it, too.
    await server.killWorker(1)
    assert.deepEqual(new Set(await several('/v2/about')), new Set([404]))
    assert.equal((await sup('start_module', 'cb_about')).code, 0)
    await pause(1000)
    assert.deepEqual(new Set(await several('/v2/about')), new Set([401]))
  })

  it('runs in both what is to run after a restart of the application', async () => {
    const sup = async (...args: string[]): Promise<string> => {
      const { stdout } = await runNode([program('sup'), '--data', folder, ...args])
      return stdout.trim()
    }
    const running = (await sup('crossbar_maintenance', 'running_modules')).slice(1, -1).split(',')
    assert.ok(running.includes('cb_about'))
    const restart = async (modules: readonly string[]): Promise<void> => {
      await sup('kapps_config', 'set_json', 'crossbar', 'autoload_modules', JSON.stringify(modules))
      const said = await sup('kazoo_apps_maintenance', 'restart', 'crossbar')
      assert.equal(said, 'restarted kazoo application crossbar')
      await pause(1000)
    }
    await restart(running.filter((name) => name !== 'cb_about'))
    assert.deepEqual(new Set(await several('/v2/about')), new Set([404]))
    await restart(running)
    assert.deepEqual(new Set(await several('/v2/about')), new Set([401]))
  })

  it('keeps the configuration locked in both, and in one that takes the place of another', async () => {
    const sup = (...args: string[]): ReturnType<typeof runNode> =>
      runNode([program('sup'), '--data', folder, 'kapps_config', ...args])
    const locked = async (): Promise<string> => (await sup('is_locked')).stdout.trim()
    // Calls go to the first worker; when that has died, to the second until another is in its place.
    const afterDeath = async (): Promise<string> => {
      await server.killWorker(1)
      await pause(1000)
      return locked()
    }
    assert.equal((await sup('lock_db')).stdout, 'ok\n')
    assert.equal(await locked(), 'true')
    assert.equal(await afterDeath(), 'true')
    assert.equal((await sup('lock_db', 'false')).stdout, 'ok\n')
    assert.equal(await locked(), 'false')
    assert.equal(await afterDeath(), 'false')
  })

  it('lets no second server onto its data folder or its port', async () => {
    const other = (settings: Readonly<Record<string, string>>): ReturnType<typeof runNode> =>
      runNode([program('crossbar'), 'serve'], {
        env: { CROSSBAR_WORKERS: '2', CROSSBAR_PORT: '0', ...settings },
      })
    const same = await other({ CROSSBAR_DATA: folder })
    assert.equal(same.code, 1)
    assert.equal(same.stderr, `crossbar: another server is running with the data folder ${folder}\n`)
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const ports = [new URL(server.url).port, String((taken.address() as AddressInfo).port)]
    for (const port of ports) {
      const refused = await other({ CROSSBAR_DATA: join(folder, 'other'), CROSSBAR_PORT: port })
      assert.equal(refused.code, 1)
      assert.match(refused.stderr, /^crossbar: port \d+ of 127\.0\.0\.1 is in use; [^\n]+\n$/)
    }
    taken.close()
  })
})
