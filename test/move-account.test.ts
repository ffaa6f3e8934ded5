import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { JsonObject } from '../src/json.ts'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { FileBlobs } from '../src/outside/blobs/files.ts'
import { TooLarge } from '../src/outside/blobs/port.ts'
import { openStore } from '../src/store/open.ts'
import type { Step, StoredDocument } from '../src/store/port.ts'
import { Client } from './harness/client.ts'
import { TestDatabases } from './harness/postgres.ts'
import { runNode, startNode, type Ended } from './harness/program.ts'
import { entriesOf, fieldsOf, idOf } from './harness/reply.ts'
import { TestServer } from './harness/server.ts'
import { makeTenant, recording, tenantLogin, type Tenant } from './harness/tenant.ts'

const crossbar = fileURLToPath(new URL('../bin/crossbar.mjs', import.meta.url))
const here = new TestServer({ CROSSBAR_DATABASE_URL: '' })
const there = new TestServer({ CROSSBAR_DATABASE_URL: '' })
let client: Client
let other: Client
let tenant: Tenant
let folder: string
let file: string

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'crossbar-move-'))
  file = path.join(folder, 'tenant.ndjson')
  await Promise.all([here.start(), there.start()])
  client = await here.masterClient()
  other = await there.masterClient()
  tenant = await makeTenant(client)
})
after(async () => {
  await Promise.all([here.remove(), there.remove()])
  await rm(folder, { recursive: true })
})

function run(server: TestServer, ...words: readonly string[]): Promise<Ended> {
  return runNode([crossbar, ...words, '--data', server.folder], { env: {} })
}

function signIn(server: TestServer): Promise<Client> {
  const { username, password } = tenantLogin
  return new Client(server.url).signIn(username, password, { account_realm: tenant.realm })
}

/** What an administrator sees of the tenant. */
async function seen(caller: Client): Promise<readonly unknown[]> {
  const account = `/v2/accounts/${tenant.id}`
  assert.deepEqual((await caller.get(`${account}/media/${tenant.media}/raw`)).bytes, recording)
  const pages = ['users', 'devices', 'menus', 'callflows', 'media'].map((each) =>
    caller.get(`${account}/${each}`),
  )
  const documents = [`devices/${tenant.device}`, `callflows/${tenant.callflow}`, `menus/${tenant.menu}`]
  const whole = documents.map((each) => caller.get(`${account}/${each}`))
  return (await Promise.all([...pages, ...whole])).map(({ data }) => data)
}

/** Lines of a file, without the last, empty one. */
async function linesOf(name: string): Promise<readonly string[]> {
  return (await readFile(name, 'utf8')).split('\n').slice(0, -1)
}

describe('crossbar export', () => {
  it('writes an account to a new file that only its owner can read', async () => {
    const { code, stdout, stderr } = await run(here, 'export', tenant.realm.toUpperCase(), file)
    assert.deepEqual([code, stderr], [0, ''])
    assert.equal(
      stdout,
      `Wrote ${file}: account ${tenant.id} (Tenant), 8 documents and 1 attachment, 384.0 kB.\n`,
    )
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    const lines = (await linesOf(file)).map((line) => JSON.parse(line) as JsonObject)
    const types = lines.flatMap(({ document }) => (document ? [(document as JsonObject)['type']] : []))
    assert.deepEqual(types.toSorted(), [
      'account',
      'callflow',
      'device',
      'media',
      'menu',
      'menu',
      'sip_auth',
      'user',
    ])
    assert.equal(types[0], 'account')
    const pieces = lines.filter((line) => 'bytes' in line)
    assert.ok(pieces.length >= 8 && pieces.every(({ bytes }) => String(bytes).length <= 65_536))
  })

  it('replaces no file, and says when there is no such account', async () => {
    const again = await run(here, 'export', tenant.id, file)
    assert.deepEqual([again.code, again.stderr], [1, `crossbar: ${file} exists already\n`])
    const none = await run(here, 'export', 'nobody', path.join(folder, 'none'))
    assert.deepEqual([none.code, none.stderr], [1, 'crossbar: there is no account "nobody"\n'])
    const exists = await stat(path.join(folder, 'none')).catch(() => undefined)
    assert.equal(exists, undefined)
  })

  it('leaves no part of a file behind when it is stopped', async () => {
    const dataFolder = path.join(folder, 'stopped')
    const id = `${'0'.repeat(31)}3`
    const store = await openStore({ dataFolder, synchronous: 'off' })
    const document = {
      ...{ db: 'accounts', id, type: 'account', rev: '1-a', created: 1, modified: 1, deleted: false },
      ...{ body: '{"name":"Stopped"}', hidden: '{}' },
    }
    const content = await new FileBlobs(path.join(dataFolder, 'blobs')).write(
      Readable.from([Buffer.alloc(100_000_000)]),
    )
    assert.ok(!(content instanceof TooLarge))
    const attachment = { db: 'accounts', id, name: 'a', contentType: 'b/c', created: 1, ...content }
    await store.commit([
      { do: 'put', document, expect: null, rows: [], uniqueKeys: [] },
      { do: 'attach', attachment },
    ])
    await store.close()
    const target = path.join(folder, 'stopped.ndjson')
    const written = async (): Promise<readonly string[]> =>
      (await readdir(folder)).filter((name) => name.startsWith('stopped.ndjson'))
    const words = [crossbar, 'export', id, target, '--data', dataFolder]
    const exporting = startNode(words, { env: {} })
    while ((await written()).length === 0) await pause(2)
    exporting.process.kill('SIGINT')
    const { code, stderr } = await exporting.ended
    assert.deepEqual([code, stderr], [1, `crossbar: stopped: ${target} was not written\n`])
    assert.deepEqual(await written(), [])
  })

  it('leaves out what is lost, tells of it, and writes the rest', async () => {
    const dataFolder = path.join(folder, 'lost')
    const id = `${'0'.repeat(31)}2`
    const store = await openStore({ dataFolder, synchronous: 'off' })
    const plain = { rev: '1-a', created: 1, modified: 1, deleted: false, hidden: '{}' }
    const put = (db: string, each: string, type: string, body: string): Step => {
      const document = { ...plain, db, id: each, type, body }
      return { do: 'put', document, expect: null, rows: [], uniqueKeys: [] }
    }
    const digest = 'f'.repeat(64)
    const attachment = { db: id, id: 'm', name: 'a', contentType: 'b/c', bytes: 1, digest, created: 1 }
    const spoilt = { ...attachment, name: 'b', bytes: 5, digest: 'e'.repeat(64) }
    await mkdir(path.join(dataFolder, 'blobs', 'ee', 'ee'), { recursive: true })
    await writeFile(path.join(dataFolder, 'blobs', 'ee', 'ee', spoilt.digest), 'other')
    const documents = [
      put('accounts', id, 'account', '{"name":"Lost"}'),
      put(id, 'm', 'menu', '{}'),
      put(id, 'n', 'menu', '{'),
    ]
    await store.commit([...documents, { do: 'attach', attachment }, { do: 'attach', attachment: spoilt }])
    await store.close()
    const target = path.join(folder, 'lost.ndjson')
    const { code, stdout, stderr } = await runNode([crossbar, 'export', id, target, '--data', dataFolder], {
      env: {},
    })
    assert.equal(code, 1)
    assert.match(stdout, /2 documents and 1 attachment, 5 bytes\.\n$/)
    assert.equal(
      stderr,
      [
        `crossbar: the content of ${id}/m "a" is missing\n`,
        `crossbar: the content of ${id}/m "b" is damaged, and is written as it is\n`,
        `crossbar: ${id}/n is no JSON object, and is left out\n`,
      ].join(''),
    )
  })
})

describe('crossbar import', () => {
  it('puts an account back as it was, in a server that runs, whose clients see it at once', async () => {
    const original = await seen(client)
    await client.patch(`/v2/accounts/${tenant.id}/menus/${tenant.menu}`, { name: 'Changed' })
    await client.put(`/v2/accounts/${tenant.id}/menus`, { name: 'New' })
    const exists = await run(here, 'import', file)
    assert.equal(exists.code, 1)
    assert.match(exists.stderr, /^crossbar: the account "Tenant" \([0-9a-f]{32}\) exists; with --replace /)
    const { code, stdout, stderr } = await run(here, 'import', file, '--replace')
    assert.deepEqual([code, stderr], [0, ''], stdout)
    assert.match(stdout, /: 8 documents and 1 attachment imported, 0 refused\.\n$/)
    assert.deepEqual(await seen(client), original)
    assert.deepEqual(await seen(await signIn(here)), original)
    const doctor = await run(here, 'doctor')
    assert.match(doctor.stdout, /: 0 problems, 0 warnings, 0 repaired\.\n$/)
    const again = await client.put(`/v2/accounts/${tenant.id}/users`, {
      first_name: 'A',
      last_name: 'B',
      username: 'ann',
      password: 'other horse',
    })
    assert.equal(again.status, 400, 'unique values are made anew')
  })

  it('refuses a file that was cut off, changed, or is none, and changes nothing', async () => {
    const whole = await readFile(file)
    const cut = path.join(folder, 'cut.ndjson')
    const attempt = async (content: Buffer | string): Promise<string> => {
      await writeFile(cut, content)
      const { code, stderr } = await run(there, 'import', cut, '--parent', other.accountId)
      assert.equal(code, 1)
      return stderr.replace('crossbar: ', '').replace(cut, 'FILE').trimEnd()
    }
    const end = whole.lastIndexOf(10, -2)
    assert.equal(await attempt(whole.subarray(0, end + 1)), 'FILE is incomplete: its end is missing')
    assert.equal(await attempt(whole.subarray(0, 4_000)), 'FILE is incomplete: its end is missing')
    const changed = whole.toString().replace('"Main"', '"Mine"')
    assert.equal(await attempt(changed), 'FILE is damaged: its checksum is another')
    assert.equal(
      await attempt('{"some":"thing"}\n'),
      'FILE is no exported account; one of CouchDB takes --couchdb',
    )
    assert.equal(await attempt(''), 'FILE is empty')
    const newer = whole.toString().replace('"format":1', '"format":2')
    assert.equal(await attempt(newer), 'FILE was written by a newer version: upgrade the program')
    assert.equal((await other.get(`/v2/accounts/${tenant.id}`)).status, 404)
  })

  it('takes nothing but what is of the account, whatever the file holds', async () => {
    const [head = '', own = '', ...rest] = (await linesOf(file)).slice(0, -1)
    const base = { type: 'user', rev: '1-a', created: 1, modified: 1, deleted: false }
    const ofTenant = { pvt_account_id: tenant.id }
    const foreign = [
      { ...base, db: other.accountId, id: 'intruder' },
      { ...base, db: 'accounts', id: 'f'.repeat(32), type: 'account' },
      { ...base, db: 'system_auth', id: 'bearer', type: 'bearer-token' },
      { ...base, db: 'auth_identities', id: 'identity', type: 'auth_identity' },
    ].map((each) => `{"document":${JSON.stringify({ ...each, public: { name: 'x' }, private: ofTenant })}}`)
    const crafted = path.join(folder, 'crafted.ndjson')
    const written = async (...lines: readonly string[]): Promise<void> => {
      const text = `${lines.join('\n')}\n`
      const sha256 = createHash('sha256').update(text).digest('hex')
      const end = { documents: 0, attachments: 0, bytes: 0, sha256 }
      await writeFile(crafted, `${text}${JSON.stringify({ end })}\n`)
    }
    await written(head, own.replace('"db":"accounts"', `"db":"${other.accountId}"`), ...rest)
    const elsewhere = await run(there, 'import', crafted, '--parent', other.accountId)
    assert.match(elsewhere.stderr, /does not begin with the account\n$/)
    await written(head, own, ...foreign, ...rest)
    const { code, stdout } = await run(there, 'import', crafted, '--parent', other.accountId)
    assert.equal(code, 1)
    assert.match(stdout, /: 8 documents and 1 attachment imported, 4 refused\.\n/)
    assert.match(stdout, /4 × it does not belong to the account\n/)
    const { documents } = there.running.edge.services
    for (const [db, id] of [
      [other.accountId, 'intruder'],
      ['accounts', 'f'.repeat(32)],
      ['system_auth', 'bearer'],
      ['auth_identities', 'identity'],
    ] as const)
      assert.equal(await documents.store.get(db, id), undefined)
    await other.delete(`/v2/accounts/${tenant.id}`)
    await other.delete(`/v2/accounts/${tenant.id}`)
  })

  it('wants to know what the account is to stand below, and names a realm that is taken', async () => {
    const lost = await run(there, 'import', file)
    assert.equal(lost.code, 1)
    assert.match(
      lost.stderr,
      /the account [0-9a-f]{32} above it is not here: name the one .* with --parent\n$/,
    )
    const none = await run(there, 'import', file, '--parent', 'nobody')
    assert.match(none.stderr, /there is no account "nobody" to stand below\n$/)
    const rival = idOf(
      await other.put(`/v2/accounts/${other.accountId}`, { name: 'Rival', realm: tenant.realm }),
    )
    const taken = await run(there, 'import', file, '--parent', 'Master')
    assert.deepEqual(
      [taken.code, taken.stderr],
      [1, `crossbar: account.realm "${tenant.realm}" is taken by accounts/${rival}\n`],
    )
    await other.delete(`/v2/accounts/${rival}`)
  })

  it('moves an account to another installation, where users need new passwords', async () => {
    const original = await seen(client)
    const middle = idOf(
      await other.put(`/v2/accounts/${other.accountId}`, { name: 'Middle', realm: 'middle.test' }),
    )
    await there.stop()
    const { code, stdout, stderr } = await run(there, 'import', file, '--parent', 'middle.test')
    assert.deepEqual([code, stderr], [0, ''], stdout)
    assert.match(
      stdout,
      /another secret\.key: it has got a new API key\.\n {2}These users need new passwords: ann\n$/,
    )
    await there.start()
    other = await there.masterClient()
    assert.deepEqual(await seen(other), original)
    await assert.rejects(signIn(there), /sign-in failed/)
    const { password } = tenantLogin
    const user = `/v2/accounts/${tenant.id}/users/${tenant.user}`
    assert.equal((await other.patch(user, { password })).status, 200)
    assert.deepEqual(await seen(await signIn(there)), original)
    const parents = entriesOf(await other.get(`/v2/accounts/${tenant.id}/parents`))
    assert.deepEqual(
      parents.map(({ id }) => id),
      [other.accountId, middle],
    )
    const key = fieldsOf(await other.get(`/v2/accounts/${tenant.id}/api_key`))['api_key']
    assert.equal((await other.anonymous().put('/v2/api_auth', { api_key: key })).status, 201)
    const doctor = await run(there, 'doctor')
    assert.match(doctor.stdout, /: 0 problems, 0 warnings, 0 repaired\.\n$/)
  })

  it('lists what it cannot take, and imports the rest', async () => {
    await other.delete(`/v2/accounts/${tenant.id}`)
    const rival = idOf(
      await other.put(`/v2/accounts/${other.accountId}`, { name: 'Rival', realm: 'rival.test' }),
    )
    const sip = { username: 'desk', password: 'secret1', realm: `other.${tenant.realm}` }
    await other.put(`/v2/accounts/${rival}/devices`, { name: 'Desk', sip })
    const { code, stdout } = await run(there, 'import', file, '--parent', other.accountId)
    assert.equal(code, 1)
    assert.match(stdout, /: 7 documents and 1 attachment imported, 1 refused\.\n/)
    const [line = ''] = await linesOf(`${file}.refused.ndjson`)
    const { id, reason } = JSON.parse(line) as JsonObject
    assert.equal(id, tenant.device)
    assert.match(String(reason), /^sip_auth\.credentials .* is taken by sip_auth\/[0-9a-f]{32}$/)
    assert.equal((await other.get(`/v2/accounts/${tenant.id}/menus/${tenant.menu}`)).status, 200)
  })

  it('begins anew when it was killed half-way, and until then nobody sees the account', async () => {
    const id = `${'0'.repeat(31)}1`
    const from = await openStore({ dataFolder: path.join(folder, 'large'), synchronous: 'off' })
    const put = (each: Partial<StoredDocument> & { readonly id: string }): Step => {
      const times = { created: 63_900_000_000, modified: 63_900_000_000, deleted: false, rev: '1-a' }
      const document = { db: id, type: 'menu', body: '{"name":"m"}', hidden: '{}', ...times, ...each }
      const uniqueKeys =
        each.type === 'account' ? [{ scope: 'system', name: 'account.realm', value: 'large.test' }] : []
      return { do: 'put', document, expect: null, rows: [], uniqueKeys }
    }
    const body = '{"name":"Large","realm":"large.test"}'
    await from.commit([put({ db: 'accounts', id, type: 'account', body })])
    for (let at = 0; at < 12_000; at += 500)
      await from.commit(Array.from({ length: 500 }, (_, n) => put({ id: `m${String(at + n)}` })))
    await from.close()
    const large = path.join(folder, 'large.ndjson')
    const settings = ['--data', path.join(folder, 'large')]
    const exported = await runNode([crossbar, 'export', id, large, ...settings], { env: {} })
    assert.equal(exported.code, 0, exported.stderr)
    await there.stop()
    const words = [crossbar, 'import', large, '--parent', other.accountId, '--data', there.folder]
    const killed = startNode(words, { env: {} })
    const left = await openStore({ dataFolder: there.folder })
    while (!(await left.documentCounts()).some(({ db, documents }) => db === id && documents > 100))
      await pause(5)
    killed.process.kill('SIGKILL')
    assert.equal((await killed.ended).signal, 'SIGKILL')
    assert.equal(await left.get('accounts', id), undefined)
    await left.close()
    const { code, stdout, stderr } = await runNode(words, { env: {} })
    assert.deepEqual([code, stderr], [0, ''])
    assert.match(stdout, /: 12,001 documents and 0 attachments imported, 0 refused\.\n/)
    await there.start()
    other = await there.masterClient()
    const menus = await other.get(`/v2/accounts/${id}/menus?page_size=3`)
    assert.equal(entriesOf(menus).length, 3)
  })

  it('imports into PostgreSQL beside its nodes, which see it within a second, and exports from it', async () => {
    const databases = new TestDatabases()
    await databases.start()
    const url = await databases.create()
    const node = new TestServer({ CROSSBAR_DATABASE_URL: url, CROSSBAR_DATABASE_CONNECTIONS: '5' })
    try {
      await node.start()
      const admin = await node.masterClient()
      const environment = { env: { CROSSBAR_DATABASE_URL: url } }
      const words = ['--data', node.folder]
      const put = [crossbar, 'import', file, '--parent', admin.accountId, ...words]
      const { code, stdout, stderr } = await runNode(put, environment)
      assert.deepEqual([code, stderr], [0, ''], stdout)
      const menu = `/v2/accounts/${tenant.id}/menus/${tenant.menu}`
      await admin.get(menu)
      await admin.patch(menu, { name: 'Changed' })
      const replaced = await runNode([...put, '--replace'], environment)
      assert.deepEqual([replaced.code, replaced.stderr], [0, ''], replaced.stdout)
      await pause(1_000)
      assert.equal(fieldsOf(await admin.get(menu))['name'], 'Main')
      assert.deepEqual(
        (await admin.get(`/v2/accounts/${tenant.id}/media/${tenant.media}/raw`)).bytes,
        recording,
      )
      const copy = path.join(folder, 'postgres.ndjson')
      const back = await runNode([crossbar, 'export', tenant.realm, copy, ...words], environment)
      assert.match(back.stdout, /8 documents and 1 attachment, 384\.0 kB\.\n$/)
      const doctor = await runNode([crossbar, 'doctor', ...words], environment)
      assert.match(doctor.stdout, /: 0 problems, 0 warnings, 0 repaired\.\n$/)
    } finally {
      await node.remove()
      await databases.drop(url)
      await databases.remove()
    }
  })

  it('says what is wrong with the command line or the folder', async () => {
    const odd = await run(there, 'import', file, '--db', 'x')
    assert.deepEqual([odd.code, odd.stderr], [2, 'crossbar: --account and --db go with --couchdb\n'])
    const missing = path.join(folder, 'missing')
    const none = await run(there, 'import', missing)
    assert.equal(none.code, 1)
    assert.ok(none.stderr.startsWith(`crossbar: ${missing} cannot be read: ENOENT`), none.stderr)
    const noData = await runNode([crossbar, 'import', file, '--data', folder], { env: {} })
    assert.deepEqual([noData.code, noData.stderr], [1, `crossbar: there is no database in ${folder}\n`])
  })
})
