import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { JsonObject } from '../src/json.ts'
import { Client } from './harness/client.ts'
import { runNode, type Ended } from './harness/program.ts'
import { entriesOf, fieldsOf } from './harness/reply.ts'
import { useServer } from './harness/server.ts'
import { recording } from './harness/tenant.ts'

const crossbar = fileURLToPath(new URL('../bin/crossbar.mjs', import.meta.url))
const accountId = 'ab12cd34ef56ab12cd34ef56ab12cd34'
const database = `account%2Fab%2F12%2F${accountId.slice(4)}`
const apiKey = '5e'.repeat(32)
const user = '11'.repeat(16)
const device = '22'.repeat(16)
const media = '33'.repeat(16)
const box = '44'.repeat(16)
const noon = 63_845_323_200
const month = '202303'

let folder: string
let client: Client

const server = useServer({ CROSSBAR_DATABASE_URL: '' }, async () => {
  client = await server.masterClient()
})
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'crossbar-couchdb-'))
})
after(() => rm(folder, { recursive: true }))

/** A document as KAZOO has it. */
function kazoo(id: string, type: string, fields: JsonObject, db = database): JsonObject {
  return {
    _id: id,
    _rev: `3-${createHash('md5').update(id).digest('hex')}`,
    id,
    ...fields,
    pvt_type: type,
    pvt_created: noon,
    pvt_modified: noon + 60,
    pvt_account_id: accountId,
    pvt_account_db: db,
    pvt_vsn: '1',
    pvt_node: 'kazoo_apps@host',
    pvt_document_hash: 'f'.repeat(32),
  }
}

/** Rows as CouchDB's `_all_docs` writes them, one a line. */
async function written(name: string, documents: readonly JsonObject[], end = '\r\n]}\r\n'): Promise<string> {
  const rows = documents.map((doc) =>
    JSON.stringify({ id: doc['_id'], key: doc['_id'], value: { rev: doc['_rev'] }, doc }),
  )
  const file = path.join(folder, name)
  const head = `{"total_rows":${String(rows.length)},"offset":0,"rows":[\r\n`
  await writeFile(file, `${head}${rows.join(',\r\n')}${end}`)
  return file
}

const digest = (algorithm: string): string => createHash(algorithm).update('ann:swordfish').digest('hex')

const account = kazoo(accountId, 'account', {
  name: 'Old Office',
  realm: 'old.office.test',
  timezone: 'Europe/Berlin',
  pvt_tree: ['99'.repeat(16)],
  pvt_api_key: apiKey,
  pvt_enabled: true,
  pvt_superduper_admin: true,
})

const documents: readonly JsonObject[] = [
  { _id: '_design/devices', _rev: '1-a', language: 'javascript', views: {} },
  kazoo(user, 'user', {
    username: 'Ann',
    first_name: 'Ann',
    last_name: 'Bee',
    enabled: true,
    priv_level: 'admin',
    pvt_md5_auth: digest('md5'),
    pvt_sha1_auth: digest('sha1'),
  }),
  kazoo(device, 'device', {
    name: 'Desk',
    owner_id: user,
    sip: { username: 'desk', password: 'secret1', realm: 'else.test', method: 'password' },
  }),
  kazoo(media, 'media', {
    name: 'Greeting',
    content_type: 'audio/mp3',
    _attachments: {
      'greeting.mp3': {
        content_type: 'audio/mp3',
        revpos: 2,
        digest: 'md5-x',
        data: recording.toString('base64'),
      },
    },
  }),
  account,
  kazoo(box, 'vmbox', { name: 'Box', mailbox: '100', owner_id: user }),
  kazoo('55'.repeat(16), 'menu', { name: 'Gone', pvt_deleted: true }),
  kazoo('66'.repeat(16), 'callflow', {
    numbers: ['+14155550100'],
    flow: { module: 'voicemail', data: { id: box }, children: {} },
  }),
  kazoo('77'.repeat(16), 'callflow', {
    numbers: ['+14155550100'],
    flow: { module: 'user', data: { id: user }, children: {} },
  }),
  kazoo('88'.repeat(16), 'media', {
    name: 'Stub',
    _attachments: { 'a.mp3': { content_type: 'audio/mp3', stub: true } },
  }),
  { _id: 'untyped', _rev: '1-a', name: 'no type' },
  kazoo('configs_callflow', 'account_config', { default: { voicemail: { max_message_length: 30 } } }),
]

function importFile(file: string, ...words: readonly string[]): Promise<Ended> {
  return runNode([crossbar, 'import', '--couchdb', file, '--data', server.folder, ...words], { env: {} })
}

/** Reasons in the list of what was refused, by document. */
async function refusalsOf(file: string): Promise<Readonly<Record<string, unknown>>> {
  const lines = (await readFile(`${file}.refused.ndjson`, 'utf8')).trimEnd().split('\n')
  const entries = lines.map((line) => JSON.parse(line) as JsonObject)
  return Object.fromEntries(entries.map(({ id, reason }) => [String(id), reason]))
}

describe('crossbar import --couchdb', () => {
  it('wants to know whose database a file is', async () => {
    const file = await written('backup.json', [])
    const { code, stderr } = await importFile(file)
    assert.equal(code, 1)
    assert.match(stderr, /whose database it is cannot be told .*: name it with --db or --account\n$/)
    const monthly = await importFile(file, '--db', `${database}-${month}`)
    assert.match(monthly.stderr, /there is no account ab12.* yet: import its own database first\n$/)
  })

  it('loads what can be loaded, and lists the rest with the reasons', async () => {
    const file = await written(`${database}.json`, documents)
    const nowhere = await importFile(file, '--parent', 'nobody')
    assert.deepEqual(
      [nowhere.code, nowhere.stderr],
      [1, 'crossbar: there is no account "nobody" to stand below\n'],
    )
    const early = await importFile(file)
    assert.equal(early.code, 1)
    assert.match(early.stdout, /the account 9999.* above it is not here: name the one .*--parent/)
    assert.match(early.stdout, /The account itself is not there: import again once the reason is gone\./)
    assert.equal((await client.get(`/v2/accounts/${accountId}`)).status, 404)
    const { code, stdout } = await importFile(file, '--parent', client.accountId)
    assert.equal(code, 1)
    assert.match(stdout, /: 1 document and 0 attachments imported, 7 there already, 3 refused\.\n/)
    assert.match(stdout, /Design documents, passed over since listings are made here: 1/)
    assert.deepEqual(await refusalsOf(file), {
      ['77'.repeat(16)]: `callflow.number "+14155550100" is taken by ${accountId}/${'66'.repeat(16)}`,
      ['88'.repeat(16)]:
        'its attachment "a.mp3" has no content: the file has to be made with attachments=true',
      untyped: 'it has no pvt_type',
    })
    assert.equal((await stat(`${file}.refused.ndjson`)).mode & 0o777, 0o600)
  })

  it('lets users and API keys sign in as before', async () => {
    const ann = await new Client(server.url).signIn('ann', 'swordfish', { account_realm: 'old.office.test' })
    assert.equal(ann.accountId, accountId)
    assert.equal(ann.ownerId, user)
    await assert.rejects(
      new Client(server.url).signIn('ann', 'wrong horse', { account_realm: 'old.office.test' }),
    )
    const sha = await client
      .anonymous()
      .put('/v2/user_auth', { credentials: digest('sha1'), method: 'sha', account_realm: 'old.office.test' })
    assert.equal(sha.status, 201)
    const byKey = await client.anonymous().put('/v2/api_auth', { api_key: apiKey })
    assert.equal(fieldsOf(byKey)['account_id'], accountId)
    const store = server.running.edge.services.documents
    const stored = await store.find(accountId, user)
    assert.doesNotMatch(
      JSON.stringify(stored?.whole),
      new RegExp(`${digest('md5')}|${digest('sha1')}|pvt_md5_auth"`),
    )
    const own = await store.find('accounts', accountId)
    assert.doesNotMatch(JSON.stringify(own?.whole), new RegExp(apiKey))
    assert.equal(own?.hidden['pvt_superduper_admin'], undefined)
    assert.deepEqual(own?.hidden['pvt_tree'], [client.accountId])
  })

  it('keeps what documents were: ids, revisions, times, private fields, what is deleted', async () => {
    const root = `/v2/accounts/${accountId}`
    const reply = await client.get(`${root}/devices/${device}`)
    assert.equal(reply.body['revision'], `3-${createHash('md5').update(device).digest('hex')}`)
    const stored = await server.running.edge.services.documents.find(accountId, device)
    assert.equal(stored?.created, noon)
    assert.equal(stored.modified, noon + 60)
    assert.equal(stored.hidden['pvt_node'], 'kazoo_apps@host')
    assert.equal(stored.body['id'], undefined)
    assert.deepEqual((await client.get(`${root}/media/${media}/raw`)).bytes, recording)
    assert.deepEqual(entriesOf(await client.get(`${root}/menus`)), [])
    const gone = await server.running.edge.services.documents.store.get(accountId, '55'.repeat(16))
    assert.equal(gone?.deleted, true)
    const rival = await client.put(`/v2/accounts/${client.accountId}/devices`, {
      name: 'Rival',
      sip: { username: 'desk', password: 'secret1', realm: 'else.test' },
    })
    assert.equal(rival.status, 400, 'credentials of another realm are taken in the whole system')
    const doctor = await runNode([crossbar, 'doctor', '--data', server.folder], { env: {} })
    assert.equal(doctor.code, 0, doctor.stdout)
    assert.doesNotMatch(doctor.stdout, /^problem/m)
  })

  it('takes monthly databases, whose ids need not tell the month', async () => {
    const db = `${database}-${month}`
    const file = await written(`account_ab_12_${accountId.slice(4)}-${month}.json`, [
      kazoo(
        `${month}-aaaa`,
        'cdr',
        { call_id: 'a', timestamp: noon, duration_seconds: 5, billing_seconds: 5 },
        db,
      ),
      kazoo('plain', 'ledger', { amount: 5 }, db),
    ])
    const { code, stdout } = await importFile(file)
    assert.deepEqual(
      [code, stdout],
      [0, `Account ${accountId}: 2 documents and 0 attachments imported, 0 refused.\n`],
    )
    const range = `created_from=${String(noon - 5)}&created_to=${String(noon + 5)}`
    const rows = entriesOf(await client.get(`/v2/accounts/${accountId}/cdrs?${range}`))
    assert.deepEqual(
      rows.map((row) => row['id']),
      [`${month}-aaaa`],
    )
    const { store } = server.running.edge.services.documents
    assert.equal((await store.get(accountId, `${month}-plain`))?.type, 'ledger')
    const again = await importFile(file)
    assert.match(again.stdout, /: 0 documents and 0 attachments imported, 2 there already, 0 refused\.\n$/)
  })

  it('loads what stands before a break in the file, and says that it is not whole', async () => {
    const file = await written(
      'part.json',
      [kazoo('part-one', 'menu', { name: 'One' }), kazoo('part-two', 'menu', { name: 'Two' })],
      ',\r\n{"id":"part-three","doc":{"_id":"part-three","_attachments":{"a":{"data":"AAAA',
    )
    const { code, stdout } = await importFile(file, '--account', accountId)
    assert.equal(code, 1)
    assert.match(stdout, /: 2 documents and 0 attachments imported, 1 refused\.\n/)
    assert.match(stdout, /The file is not whole: what stood before its break is loaded\.\n/)
    const none = path.join(folder, 'error.json')
    await writeFile(none, '{"error":"not_found","reason":"Database does not exist."}\n')
    const wrong = await importFile(none, '--account', accountId)
    assert.deepEqual(
      [wrong.code, wrong.stderr],
      [1, `crossbar: ${none} has no rows: it is not what _all_docs of CouchDB returns\n`],
    )
    const odd = await written('odd.json', [{ _id: 'x', _rev: '1-a', _deleted: true }])
    const text = await readFile(odd, 'utf8')
    await writeFile(
      odd,
      text.replace(']}', ',{"id":"nodoc","value":{"rev":"1-a"}},{"id":"y","error":"bad"},{broken}]}'),
    )
    const mixed = await importFile(odd, '--account', accountId)
    assert.match(mixed.stdout, /: 0 documents and 0 attachments imported, 3 refused\.\n/)
    assert.match(mixed.stdout, /Deleted documents, passed over: 1/)
    assert.deepEqual(Object.values(await refusalsOf(odd)), [
      'the row has no document: the file has to be made with include_docs=true',
      'CouchDB could not read it',
      'the row is not JSON',
    ])
  })

  it('takes no times that no database keeps, and no content that is not base64', async () => {
    const attached = (data: string): JsonObject => ({ a: { content_type: 'audio/mp3', data } })
    const file = await written('hostile.json', [
      {
        ...kazoo('far', 'menu', { name: 'Far' }),
        pvt_created: 1e300,
        pvt_modified: 9_007_199_254_740_993_000,
      },
      { ...kazoo('early', 'menu', { name: 'Early' }), pvt_created: -5 },
      kazoo('cut', 'media', { name: 'Cut', _attachments: attached('QUJDQ') }),
      kazoo('odd\ud800', 'menu', { name: 'Odd' }),
    ])
    const before = Math.floor(Date.now() / 1000) + 62_167_219_200
    const { code, stdout } = await importFile(file, '--account', accountId)
    assert.equal(code, 1)
    assert.match(stdout, /: 2 documents and 0 attachments imported, 2 refused\.\n/)
    assert.deepEqual(await refusalsOf(file), {
      cut: 'the content of its attachment "a" is not base64',
      'odd\ud800': 'its _id is not Unicode',
    })
    const { store } = server.running.edge.services.documents
    const far = await store.get(accountId, 'far')
    assert.ok(far !== undefined && far.created >= before && far.modified === far.created)
    const early = await store.get(accountId, 'early')
    assert.deepEqual([early?.created, early?.modified], [noon + 60, noon + 60])
    const copy = path.join(folder, 'copy.ndjson')
    const exported = await runNode([crossbar, 'export', accountId, copy, '--data', server.folder], {
      env: {},
    })
    assert.deepEqual([exported.code, exported.stderr], [0, ''])
  })
})
