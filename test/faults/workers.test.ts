import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from '../harness/client.ts'
import { TestDatabases } from '../harness/postgres.ts'
import { Writers } from './writers.ts'
import { Installation } from './workers-process.ts'

const rounds = 20

describe('two workers on one SQLite file', () => {
  let folder: string
  let server: Installation
  let client: Client

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossbar-workers-'))
    server = await Installation.start({
      CROSSBAR_DATA: folder,
      CROSSBAR_WORKERS: '2',
      CROSSBAR_LOG_LEVEL: 'info',
    })
    client = await server.signIn()
  })
  after(async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('lose no update when 200 clients write one document: each is saved or gets 409', async () => {
    const path = `/v2/accounts/${client.accountId}/menus`
    const created = await client.put(path, { name: 'contested', timeout: 1000 })
    const one = `${path}/${String((created.data as { id?: unknown }).id)}`
    const replies = await Promise.all(
      Array.from({ length: 200 }, (_, n) => client.patch(one, { [`writer_${String(n)}`]: n })),
    )
    const saved = replies.flatMap(({ status }, n) => (status === 200 ? [n] : []))
    const statuses = [...new Set(replies.map(({ status }) => status))].toSorted()
    assert.ok(saved.length > 0)
    assert.deepEqual(
      statuses.filter((status) => status !== 200 && status !== 409),
      [],
    )
    const kept = (await client.get(one)).data as Record<string, unknown>
    assert.deepEqual(
      Object.keys(kept)
        .filter((key) => key.startsWith('writer_'))
        .toSorted(),
      saved.map((n) => `writer_${String(n)}`).toSorted(),
    )
  })

  it(`lose nothing that was acknowledged when one of them is killed, ${String(rounds)} times over`, async () => {
    const writers = new Writers(client)
    for (let round = 0; round < rounds; round += 1) {
      writers.start(12, `r${String(round)}`)
      await pause(150 + Math.random() * 150)
      await server.killWorker((round % 2) + 1)
      await writers.stop()
    }
    assert.ok(writers.written.size > rounds * 10, 'too little was written for the test to mean anything')
    // A connection that broke has no status; nothing else may go wrong.
    assert.deepEqual(
      [...writers.refusals.keys()].filter((status) => status !== 0 && status !== 409),
      [],
    )
    await writers.check(client)
    const database = new DatabaseSync(join(folder, 'crossbar.db'), { readOnly: true })
    assert.equal(database.prepare('pragma integrity_check').get()?.['integrity_check'], 'ok')
    database.close()
  })

  it('stop together within the time they have, and leave nothing behind', async () => {
    const workers = [...server.workers.values()]
    assert.equal(await server.stop(), 0)
    for (const pid of workers) assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' })
  })
})

describe('two workers on one PostgreSQL', () => {
  const databases = new TestDatabases()
  let folder: string
  let databaseUrl: string
  let server: Installation

  const start = (): Promise<Installation> =>
    Installation.start({
      CROSSBAR_DATA: folder,
      CROSSBAR_DATABASE_URL: databaseUrl,
      CROSSBAR_DATABASE_CONNECTIONS: '5',
      CROSSBAR_WORKERS: '2',
      CROSSBAR_LOG_LEVEL: 'info',
    })
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossbar-workers-'))
    await databases.start()
    databaseUrl = await databases.create(false)
  })
  after(async () => {
    await server.stop()
    await databases.drop(databaseUrl)
    await databases.remove()
    await rm(folder, { recursive: true, force: true })
  })

  it('are replaced when killed, end with who started them, and lose nothing that was acknowledged', async () => {
    server = await start()
    const writers = new Writers(await server.signIn())
    writers.start(8, 'w')
    await pause(300)
    await server.killWorker(2)
    await pause(300)
    const workers = [...server.workers.values()]
    await server.kill()
    await writers.stop()
    const deadline = performance.now() + 10_000
    while (workers.some(isAlive) && performance.now() < deadline) await pause(20)
    assert.deepEqual(workers.filter(isAlive), [])
    server = await start()
    assert.ok(writers.written.size > 10, 'too little was written for the test to mean anything')
    await writers.check(await server.signIn())
  })
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
