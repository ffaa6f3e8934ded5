import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openStore } from '../src/store/open.ts'
import type { Step, Store, StoredDocument } from '../src/store/port.ts'
import { Client } from './harness/client.ts'
import { TestDatabases } from './harness/postgres.ts'
import { runNode, startNode, type Ended } from './harness/program.ts'
import { fieldsOf } from './harness/reply.ts'
import { master, TestServer } from './harness/server.ts'
import { makeTenant, recording, tenantLogin, type Tenant } from './harness/tenant.ts'

const crossbar = fileURLToPath(new URL('../bin/crossbar.mjs', import.meta.url))
const databases = new TestDatabases()
const source = new TestServer({ CROSSBAR_DATABASE_URL: '' })
let tenant: Tenant
let root: string

before(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'crossbar-migrate-'))
  await databases.start()
  await source.start()
  tenant = await makeTenant(await source.masterClient())
})
after(async () => {
  await source.remove()
  await databases.remove()
  await rm(root, { recursive: true })
})

function migrate(from: string, to: string, ...words: readonly string[]): Promise<Ended> {
  return runNode([crossbar, 'migrate', '--from', from, '--to', to, ...words], { env: {} })
}

/** What the tenant's user sees of its account, on a server that uses a store. */
async function seen(environment: NodeJS.ProcessEnv): Promise<unknown> {
  const server = new TestServer(environment)
  await server.start()
  try {
    const { username, password } = tenantLogin
    const client = await new Client(server.url).signIn(username, password, { account_realm: tenant.realm })
    const account = `/v2/accounts/${tenant.id}`
    assert.deepEqual((await client.get(`${account}/media/${tenant.media}/raw`)).bytes, recording)
    const admin = await new Client(server.url).put('/v2/api_auth', { api_key: master.apiKey })
    assert.equal(admin.status, 201)
    const listings = ['users', 'devices', 'menus', 'callflows', 'media']
    const pages = await Promise.all(listings.map((each) => client.get(`${account}/${each}`)))
    return [
      ...pages.map(({ data }) => data),
      fieldsOf(await client.get(`${account}/callflows/${tenant.callflow}`)),
    ]
  } finally {
    await server.stop()
  }
}

describe('crossbar migrate', () => {
  it('takes no folder that a server uses', async () => {
    const { code, stderr } = await migrate(`sqlite:${source.folder}`, `sqlite:${root}/busy`)
    const reason = `a server is running with the data folder ${source.folder}: stop it first`
    assert.deepEqual([code, stderr], [1, `crossbar: ${reason}\n`])
  })

  it('says what is wrong with the ends', async () => {
    const none = await migrate(`sqlite:${root}/none`, `sqlite:${root}/other`)
    assert.deepEqual([none.code, none.stderr], [1, `crossbar: there is no database in ${root}/none\n`])
    const same = await migrate(`sqlite:${root}`, `sqlite:${root}/`)
    assert.deepEqual([same.code, same.stderr], [2, 'crossbar: --from and --to are the same\n'])
    const odd = await migrate('mysql://x', `sqlite:${root}`)
    assert.deepEqual([odd.code, odd.stderr], [2, 'crossbar: --from accepts sqlite:FOLDER or postgres://…\n'])
  })

  it('copies a folder to PostgreSQL and back, for the same users, keys and recordings', async () => {
    const before = await seen({ CROSSBAR_DATA: source.folder, CROSSBAR_DATABASE_URL: '' }).catch(
      () => undefined,
    )
    assert.equal(before, undefined, 'a second server on the folder must not start')
    await source.stop()
    const original = await seen({ CROSSBAR_DATA: source.folder, CROSSBAR_DATABASE_URL: '' })
    const url = await databases.create()
    const there = await migrate(`sqlite:${source.folder}`, url, '--to-data', `${root}/node`)
    assert.equal(there.code, 0, there.stdout + there.stderr)
    assert.match(there.stdout, new RegExp(`^${tenant.id} +7 {2}[0-9a-f]{16}$`, 'm'))
    assert.match(there.stdout, /1 attachment \(384\.0 kB copied\)\.\nCounts and checksums agree\.\n$/)
    assert.doesNotMatch(there.stdout + there.stderr, /:[^/@ ]+@/)
    const key = await readFile(path.join(source.folder, 'secret.key'), 'utf8')
    assert.equal(await readFile(path.join(root, 'node/secret.key'), 'utf8'), key)
    const postgres = { CROSSBAR_DATA: `${root}/node`, CROSSBAR_DATABASE_URL: url }
    assert.deepEqual(await seen(postgres), original)
    const back = await migrate(url, `sqlite:${root}/back`, '--from-data', `${root}/node`)
    assert.equal(back.code, 0, back.stdout + back.stderr)
    assert.deepEqual(await seen({ CROSSBAR_DATA: `${root}/back`, CROSSBAR_DATABASE_URL: '' }), original)
    const doctor = await runNode([crossbar, 'doctor', '--data', `${root}/back`], { env: {} })
    assert.match(doctor.stdout, /: 0 problems, 0 warnings, 0 repaired\.\n$/)
    const onPostgres = await runNode([crossbar, 'doctor', '--data', `${root}/node`], {
      env: { CROSSBAR_DATABASE_URL: url },
    })
    assert.match(onPostgres.stdout, /: 0 problems, 0 warnings, 0 repaired\.\n$/)
    await databases.drop(url)
  })

  it('refuses a target that has content, or another key, and leaves it as it is', async () => {
    const again = await migrate(`sqlite:${source.folder}`, `sqlite:${root}/back`)
    assert.deepEqual(
      [again.code, again.stderr],
      [1, `crossbar: sqlite:${root}/back is not empty: nothing was changed\n`],
    )
    const other = await mkdtemp(path.join(root, 'key-'))
    await writeFile(path.join(other, 'secret.key'), `${'1'.repeat(64)}\n`)
    const { code, stderr } = await migrate(`sqlite:${source.folder}`, `sqlite:${other}`)
    const reason = `${other}/secret.key is another key than ${source.folder}/secret.key: move it away first`
    assert.deepEqual([code, stderr], [1, `crossbar: ${reason}\n`])
  })

  it('tells of content that is lost, and of documents that the target does not take', async () => {
    const folder = await mkdtemp(path.join(root, 'lost-'))
    const store = await openStore({ dataFolder: folder, synchronous: 'off' })
    await writeFile(path.join(folder, 'secret.key'), `${'1'.repeat(64)}\n`)
    const user = (id: string): Step => ({
      do: 'put',
      document: stored(id),
      expect: null,
      rows: [],
      uniqueKeys: [],
    })
    const attachment = {
      db: 'd'.repeat(32),
      id: 'u1',
      name: 'a',
      contentType: 'audio/mp3',
      bytes: 1,
      digest: 'f'.repeat(64),
      created: 1,
    }
    await store.commit([user('u1'), user('u2'), { do: 'attach', attachment }])
    await store.close()
    const { code, stdout, stderr } = await migrate(`sqlite:${folder}`, `sqlite:${folder}/to`)
    assert.equal(code, 1)
    const db = 'd'.repeat(32)
    const lines = stderr.split('\n')
    assert.equal(lines[0], `crossbar: ${db}/u1: the content of "a" is missing (${'f'.repeat(64)})`)
    assert.equal(lines[1], `crossbar: ${db}/u2 is not taken: ${db}/u1 has its user.username`)
    assert.match(stdout, new RegExp(`^${db} +2 {2}[0-9a-f]{16} {2}but there 1 {2}[0-9a-f]{16}$`, 'm'))
    assert.match(stderr, /do not agree: do not use the copy, and begin anew with an empty target\n$/)
    await assert.rejects(seen({ CROSSBAR_DATA: `${folder}/to`, CROSSBAR_DATABASE_URL: '' }), {
      name: 'StoreUnusable',
    })
  })

  it('goes on where it was killed', async () => {
    const folder = await mkdtemp(path.join(root, 'large-'))
    const store = await openStore({ dataFolder: folder, synchronous: 'off' })
    await writeFile(path.join(folder, 'secret.key'), `${'1'.repeat(64)}\n`)
    for (let at = 0; at < 20_000; at += 500) await fill(store, at, 500)
    await store.close()
    const [from, to] = [`sqlite:${folder}`, `sqlite:${folder}/to`]
    const run = startNode([crossbar, 'migrate', '--from', from, '--to', to], { env: {} })
    const target = await partOf(`${folder}/to`)
    run.process.kill('SIGKILL')
    assert.equal((await run.ended).signal, 'SIGKILL')
    const other = await migrate(`sqlite:${source.folder}`, to)
    assert.match(other.stderr, /holds a part of "sqlite:.*", which is not sqlite:/)
    await assert.rejects(seen({ CROSSBAR_DATA: `${folder}/to`, CROSSBAR_DATABASE_URL: '' }), {
      name: 'StoreUnusable',
      message: /run crossbar migrate again/,
    })
    const { code, stdout, stderr } = await migrate(from, to)
    assert.deepEqual([code, stderr], [0, ''], stdout)
    assert.ok(target > 0 && target < 20_000, String(target))
    assert.match(stdout, /^sqlite:.* has 20,000 documents; .* going on where an earlier run broke off\.$/m)
    assert.match(stdout, /\(jobs\) +40 /)
    assert.match(stdout, /\(events\) +40 /)
    assert.match(stdout, /Counts and checksums agree\.\n$/)
  })

  it('goes on where it was killed on the way to PostgreSQL', async (test) => {
    const folder = await mkdtemp(path.join(root, 'postgres-'))
    const store = await openStore({ dataFolder: folder, synchronous: 'off' })
    await writeFile(path.join(folder, 'secret.key'), `${'1'.repeat(64)}\n`)
    for (let at = 0; at < 20_000; at += 1_000) await fill(store, at, 1_000)
    await store.close()
    const url = await databases.create()
    const words = [`sqlite:${folder}`, url, '--to-data', `${folder}/node`] as const
    const run = startNode(
      [crossbar, 'migrate', '--from', words[0], '--to', url, '--to-data', `${folder}/node`],
      { env: {} },
    )
    const target = await openStore({ dataFolder: '', databaseUrl: url, databaseConnections: 5 })
    test.after(async () => {
      await target.close()
      await databases.drop(url)
    })
    const copied = async (): Promise<number> => (await target.documentCounts())[0]?.documents ?? 0
    // What marks how far it came is written behind each step: several are done.
    while ((await copied()) < 2_000) await pause(10)
    run.process.kill('SIGKILL')
    assert.equal((await run.ended).signal, 'SIGKILL')
    const part = await copied()
    assert.ok(part > 0 && part < 20_000, String(part))
    const { code, stdout, stderr } = await migrate(...words)
    assert.deepEqual([code, stderr], [0, ''], stdout)
    assert.match(stdout, / has 20,000 documents; .* going on where an earlier run broke off\.$/m)
    assert.match(stdout, /\(jobs\) +20 /)
    assert.match(stdout, /\(events\) +20 /)
    assert.match(stdout, /Counts and checksums agree\.\n$/)
  })
})

function stored(id: string, body: object = { username: 'ann' }): StoredDocument {
  return {
    db: 'd'.repeat(32),
    id,
    type: 'user',
    rev: '1-a',
    created: 63_900_000_000,
    modified: 63_900_000_000,
    deleted: false,
    body: JSON.stringify(body),
    hidden: '{}',
  }
}

async function fill(store: Store, from: number, count: number): Promise<void> {
  const steps = Array.from({ length: count }, (_, n): Step => {
    const document = stored(`u${String(from + n).padStart(6, '0')}`, { first_name: `Ann ${String(n)}` })
    return { do: 'put', document, expect: null, rows: [], uniqueKeys: [] }
  })
  const name = String(from)
  await store.commit([
    ...steps,
    { do: 'enqueue', id: name, kind: 'none', payload: '{}', runAt: 5 },
    { do: 'publish', kind: 'doc_created', payload: name },
  ])
}

/** Waits until a migration has copied something; gives back how many documents. */
async function partOf(folder: string): Promise<number> {
  for (;;) {
    await pause(20)
    const found = await readFile(path.join(folder, 'crossbar.db')).catch(() => undefined)
    if (found === undefined || found.length === 0) continue
    const store = await openStore({ dataFolder: folder }).catch(() => undefined)
    const [count] = (await store?.documentCounts()) ?? []
    await store?.close()
    if (count) return count.documents
  }
}
