import assert from 'node:assert/strict'
import { readFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from '../harness/client.ts'
import { createDatabase, PostgresServer, withDatabase } from '../harness/postgres.ts'
import { fieldsOf, idOf } from '../harness/reply.ts'
import { Installation } from './workers-process.ts'
import { Writers } from './writers.ts'

const nodeRounds = 20
const databaseRounds = 10
/** How long service may take to be back once PostgreSQL is, in milliseconds. */
const backWithinMs = 2_000
/** How long a statement may take, in milliseconds. */
const timeoutMs = 2_000

describe('two nodes on one PostgreSQL', () => {
  let folder: string
  let postgres: PostgresServer
  let settings: Readonly<Record<string, string>>
  let nodes: Installation[]
  let client: Client

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossbar-nodes-'))
    // What is acknowledged has to survive a kill, so it is forced to disk as for users.
    postgres = await PostgresServer.start({ durable: true })
    await createDatabase(postgres.url(), 'nodes')
    settings = {
      CROSSBAR_DATABASE_URL: withDatabase(postgres.url(), 'nodes'),
      CROSSBAR_SECRET: '5e'.repeat(32),
      CROSSBAR_DATABASE_TIMEOUT: String(timeoutMs / 1000),
    }
    nodes = await Promise.all([start(1), start(2)])
    client = await installation(0).signIn()
  })
  after(async () => {
    await Promise.all(nodes.map((each) => each.kill()))
    await postgres.remove()
    await rm(folder, { recursive: true, force: true })
  })

  const start = (number: number): Promise<Installation> =>
    Installation.start({ ...settings, CROSSBAR_DATA: join(folder, `node${String(number)}`) })
  const installation = (index: number): Installation => {
    const found = nodes[index]
    if (!found) throw new Error(`there is no node ${String(index)}`)
    return found
  }
  const at = (index: number): Client => new Client(installation(index).url, client.token, client.accountId)

  it('lose no update when 200 clients write one document: each is saved or gets 409', async () => {
    const menus = `/v2/accounts/${client.accountId}/menus`
    const created = await client.put(menus, { name: 'contested' })
    const one = `${menus}/${idOf(created)}`
    const replies = await Promise.all(
      Array.from({ length: 200 }, (_, n) => at(n % 2).patch(one, { [`writer_${String(n)}`]: n })),
    )
    const saved = replies.flatMap(({ status: code }, n) => (code === 200 ? [`writer_${String(n)}`] : []))
    assert.ok(saved.length > 0)
    for (const { status: code, text } of replies) assert.ok(code === 200 || code === 409, text)
    const kept = Object.keys(fieldsOf(await at(0).get(one))).filter((name) => name.startsWith('writer_'))
    assert.deepEqual(kept.toSorted(), saved.toSorted())
  })

  it(`lose nothing that was acknowledged when one is killed, ${String(nodeRounds)} times over`, async () => {
    let written = 0
    for (let round = 0; round < nodeRounds; round += 1) {
      const victim = round % 2
      const writers = new Writers(client, [installation(0).url, installation(1).url])
      writers.start(8, `n${String(round)}`)
      await pause(150 + Math.random() * 150)
      await installation(victim).kill()
      await pause(100)
      await writers.stop()
      assert.deepEqual(
        [...writers.refusals.keys()].filter((status) => status !== 0 && status !== 409),
        [],
      )
      await writers.check(at(1 - victim))
      written += writers.written.size
      nodes[victim] = await start(victim + 1)
    }
    assert.ok(written > nodeRounds * 5, 'too little was written for the test to mean anything')
  })

  it(`answer 503 while PostgreSQL is gone and are back with it, ${String(databaseRounds)} times over`, async () => {
    const writers = new Writers(client, [installation(0).url, installation(1).url])
    const memory: number[] = []
    for (let round = 0; round < databaseRounds; round += 1) {
      writers.start(8, `d${String(round)}`)
      await pause(200)
      await postgres.kill()
      await until(async () => (await status(at(0), '/readyz')) === 503)
      const refused = await at(0).get(`/v2/accounts/${client.accountId}/menus`)
      assert.equal(refused.status, 503, refused.text)
      assert.equal(refused.body['status'], 'error')
      assert.equal(await status(at(0), '/healthz'), 200)
      await postgres.launch()
      const backAt = performance.now()
      for (const node of [0, 1]) {
        await until(async () => (await status(at(node), '/readyz')) === 200)
        await until(async () => (await at(node).get(`/v2/accounts/${client.accountId}/menus`)).status === 200)
      }
      assert.ok(
        performance.now() - backAt < backWithinMs,
        `back after ${String(performance.now() - backAt)} ms`,
      )
      await writers.stop()
      memory.push(await residentMegabytes(installation(0)))
    }
    for (const reply of writers.unavailable) assert.equal(reply.body['status'], 'error', reply.text)
    assert.ok(writers.unavailable.length > 0)
    await writers.check(at(0))
    const [, early = 0] = memory
    assert.ok((memory.at(-1) ?? 0) < early * 1.4 + 20, `memory in MB after each round: ${memory.join(' ')}`)
  })

  it('answer 503 within the statement timeout when PostgreSQL is there and does not answer', async () => {
    const menus = `/v2/accounts/${client.accountId}/menus`
    const memory: number[] = []
    await postgres.freeze()
    try {
      for (let round = 0; round < 3; round += 1) {
        const replies = await Promise.all(
          Array.from({ length: 100 }, async (_, n) => {
            const asked = performance.now()
            const reply = await (n % 2 === 0 ? at(0).get(menus) : at(0).put(menus, { name: 'lost' }))
            return { reply, took: performance.now() - asked }
          }),
        )
        for (const { reply } of replies) {
          assert.equal(reply.status, 503, reply.text)
          assert.equal(reply.body['status'], 'error')
        }
        const slowest = Math.max(...replies.map(({ took }) => took))
        // What is over the timeout is for 100 requests at once on a busy machine.
        assert.ok(slowest < timeoutMs + 2000, `after ${slowest.toFixed(0)} ms`)
        memory.push(await residentMegabytes(installation(0)))
      }
      assert.equal(await status(at(0), '/readyz'), 503)
      assert.equal(await status(at(0), '/healthz'), 200)
      const [, early = 0] = memory
      assert.ok((memory.at(-1) ?? 0) < early * 1.3, `memory in MB after each round: ${memory.join(' ')}`)
    } finally {
      await postgres.thaw()
    }
    const backAt = performance.now()
    for (const node of [0, 1]) await until(async () => (await at(node).get(menus)).status === 200)
    assert.ok(
      performance.now() - backAt < backWithinMs,
      `back after ${String(performance.now() - backAt)} ms`,
    )
  })
})

async function status(client: Client, path: string): Promise<number> {
  return (await client.get(path)).status
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 15_000
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('it does not come about')
    await pause(20)
  }
}

/** Resident memory of a node's process. */
async function residentMegabytes(node: Installation): Promise<number> {
  const [pid = 0] = node.workers.values()
  const text = await readFile(`/proc/${String(pid)}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(text)?.[1] ?? 0) / 1024
}
