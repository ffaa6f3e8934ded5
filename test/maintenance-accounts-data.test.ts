import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { describe, it } from 'node:test'
import { systemAuthor } from '../src/documents/author.ts'
import { monthOf, now } from '../src/documents/gregorian.ts'
import { failed } from '../src/failures.ts'
import type { JsonObject } from '../src/json.ts'
import { attach } from '../src/modules/declaration/attachments.ts'
import { TooLarge } from '../src/outside/blobs/port.ts'
import type { Client } from './harness/client.ts'
import { entriesOf, fieldsOf, idOf } from './harness/reply.ts'
import { useServer } from './harness/server.ts'
import { supThrough } from './harness/sup.ts'

let master: Client
let client: Client
const server = useServer({}, async () => {
  master = await server.masterClient()
  client = await master.subAccount('Former')
})
const sup = supThrough(() => server)

/** A document as an earlier installation left it, loaded past the API. */
async function plant(id: string, type: string, body: JsonObject): Promise<void> {
  const { documents } = server.running.edge.services
  const create = { change: 'create', db: client.accountId, id, type, body } as const
  assert.equal(failed(await documents.writeOne(create, systemAuthor)), false)
}

/** Changes fields of a document past the API, and what is asked of its type. */
async function set(id: string, fields: JsonObject): Promise<void> {
  const { documents } = server.running.edge.services
  const document = await documents.find(client.accountId, id)
  assert.ok(document)
  const body = { ...document.body, ...fields }
  await documents.writeOne({ change: 'replace', document, body }, systemAuthor)
}

/** A sound that a caller left, in a document of its own. */
async function plantSound(id: string, content: string): Promise<void> {
  const { documents, blobs } = server.running.edge.services
  await plant(id, 'private_media', {
    name: `message ${id}`,
    source_type: 'voicemail',
    content_type: 'audio/mpeg',
  })
  const written = await blobs.write(Readable.from([Buffer.from(content)]))
  assert.ok(!(written instanceof TooLarge))
  const sound = attach(client.accountId, id, 'sound.mp3', { contentType: 'audio/mpeg', ...written })
  assert.equal(failed(await documents.write([sound], systemAuthor)), false)
}

function encoded(id: string): string {
  return `account%2F${id.slice(0, 2)}%2F${id.slice(2, 4)}%2F${id.slice(4)}`
}

describe('crossbar_maintenance migrate_account_data', () => {
  it('makes documents of messages that stand in their boxes', async () => {
    const base = `/v2/accounts/${client.accountId}/vmboxes`
    const box = idOf(await client.put(base, { name: 'Box', mailbox: '100' }))
    const other = idOf(await client.put(base, { name: 'Other', mailbox: '101' }))
    const sound = 'ab'.repeat(16)
    const left = now() - 60
    await plantSound(sound, 'hello there')
    const message = {
      media_id: sound,
      timestamp: left,
      caller_id_number: '4155550100',
      folder: 'saved',
      length: 3000,
    }
    await set(box, { messages: [message, { media_id: 'gone', timestamp: 63_775_814_401 }] })
    const { out, code } = await sup('crossbar_maintenance', 'migrate_account_data', encoded(client.accountId))
    assert.deepEqual(
      [out, code],
      [
        [
          'migrating 1 out of 2 boxes',
          `  message gone stays in box ${box}: its sound is not there`,
          `  updated 1 boxes in ${encoded(client.accountId)}`,
          '',
        ].join('\n'),
        0,
      ],
    )
    const id = `${monthOf(left)}-${sound}`
    const [shown, ...more] = entriesOf(await client.get(`${base}/${box}/messages`))
    assert.equal(more.length, 0)
    assert.deepEqual(
      [shown?.['media_id'], shown?.['folder'], shown?.['caller_id_number'], shown?.['timestamp']],
      [id, 'saved', '4155550100', left],
    )
    const raw = await client.get(`${base}/${box}/messages/${id}/raw`)
    assert.deepEqual([raw.status, raw.text], [200, 'hello there'])
    const { documents } = server.running.edge.services
    assert.equal(await documents.store.get(client.accountId, sound), undefined)
    assert.deepEqual((await documents.find(client.accountId, box))?.body['messages'], [
      { media_id: 'gone', timestamp: 63_775_814_401 },
    ])
    assert.deepEqual(entriesOf(await client.get(`${base}/${other}/messages`)), [])
    await set(box, { messages: [] })
    const again = await sup('crossbar_maintenance', 'migrate_account_data', client.accountId)
    assert.deepEqual(again, { out: 'migrating 0 out of 2 boxes\n', code: 0 })
  })

  it('makes documents of entries that stand in their lists', async () => {
    const base = `/v2/accounts/${client.accountId}/lists`
    const list = idOf(await client.put(base, { name: 'Callers' }))
    await set(list, {
      length: 4,
      entries: {
        '4155': { cid_name: 'Ada', cid_number: '+14155550100', note: 'kept' },
        '4156': { name: 'Bob', number: '+14156660100', capture_group_key: 'own' },
      },
    })
    const old = 'cd'.repeat(16)
    await plant(old, 'list_entry', { list_id: list, cid_key: '4157', cid_name: 'Eve', cid_number: '1' })
    const { out, code } = await sup('crossbar_maintenance', 'migrate_account_data', client.accountId)
    assert.equal(code, 0)
    assert.ok(out.endsWith(`  migrated 2 entries of list ${list}\n  migrated list entry ${old}\n`), out)
    const bodies = await Promise.all(
      entriesOf(await client.get(`${base}/${list}/entries`)).map(async ({ id }) => {
        const { id: _id, ...fields } = fieldsOf(await client.get(`${base}/${list}/entries/${String(id)}`))
        return fields
      }),
    )
    const bare = bodies
      .map(({ _read_only: _facts, ...fields }) => fields)
      .toSorted((a, b) => (String(a['name']) < String(b['name']) ? -1 : 1))
    assert.deepEqual(bare, [
      {
        note: 'kept',
        name: 'Ada',
        number: '+14155550100',
        capture_group_key: '4155',
        capture_group_length: 4,
        list_id: list,
      },
      {
        name: 'Bob',
        number: '+14156660100',
        capture_group_key: 'own',
        capture_group_length: 4,
        list_id: list,
      },
      { list_id: list, name: 'Eve', number: '1', capture_group_key: '4157', capture_group_length: 4 },
    ])
    assert.equal(fieldsOf(await client.get(`${base}/${list}`))['entries'], undefined)
    const again = await sup('crossbar_maintenance', 'migrate_account_data', client.accountId)
    assert.ok(!again.out.includes('list'), again.out)
  })

  it('moves applications, of all accounts', async () => {
    const { documents } = server.running.edge.services
    const account = await documents.find('accounts', client.accountId)
    assert.ok(account)
    const body = { ...account.body, apps: { ['ef'.repeat(16)]: { allowed_users: 'all' } } }
    await documents.writeOne({ change: 'replace', document: account, body }, systemAuthor)
    const { out, code } = await sup('crossbar_maintenance', 'migrate_accounts_data')
    assert.equal(code, 0)
    assert.ok(
      out.endsWith(`  moved the applications of account ${client.accountId} to a document of their own\n`),
      out,
    )
    const kept = await documents.find(client.accountId, 'apps_store')
    assert.deepEqual(kept?.body['apps'], { ['ef'.repeat(16)]: { allowed_users: 'all' } })
    assert.deepEqual(await sup('crossbar_maintenance', 'migrate'), {
      out: 'migrating 0 out of 2 boxes\n',
      code: 0,
    })
    assert.equal((await sup('crossbar_maintenance', 'migrate_account_data')).code, 1)
  })
})

describe('kapps_maintenance cleanup_voicemail_media', () => {
  it('deletes sounds that nothing mentions', async () => {
    const base = `/v2/accounts/${client.accountId}`
    const [lost, greeting, recorded, left] = ['11', '22', '33', '44'].map((pair) => pair.repeat(16))
    for (const id of [lost, greeting, recorded, left]) await plantSound(id ?? '', 'sound')
    const box = idOf(await client.put(`${base}/vmboxes`, { name: 'Greets', mailbox: '102' }))
    await set(box, { media: { unavailable: greeting }, messages: [{ media_id: left }] })
    const user = idOf(await client.put(`${base}/users`, { first_name: 'A', last_name: 'B' }))
    await set(user, { recorded_name: recorded })
    assert.deepEqual(await sup('kapps_maintenance', 'cleanup_voicemail_media', client.accountId), {
      out: `{ok,[<<"${lost ?? ''}">>]}\n`,
      code: 2,
    })
    const { documents } = server.running.edge.services
    const there = await documents.findMany(client.accountId, [lost, greeting, recorded, left].map(String))
    assert.deepEqual(
      there.map(({ id }) => id),
      [greeting, recorded, left],
    )
    assert.deepEqual(await sup('kapps_maintenance', 'cleanup_voicemail_media', client.accountId), {
      out: '{ok,[]}\n',
      code: 2,
    })
  })
})

describe('callflow_maintenance update_feature_codes', () => {
  it('replaces the former pattern of intercom calls', async () => {
    const callflows = `/v2/accounts/${client.accountId}/callflows`
    const former = String.raw`^\*5([0-9]*)$`
    const flow = { module: 'response', data: {} }
    const put = async (patterns: readonly string[]): Promise<string> =>
      idOf(await client.put(callflows, { patterns, flow, featurecode: { name: 'intercom', number: '5' } }))
    const id = await put([former, '^other$'])
    const other = await put([String.raw`^\*6$`])
    const { out, code } = await sup('callflow_maintenance', 'update_feature_codes', client.accountId)
    assert.equal(code, 0)
    const shownFormer = String.raw`<<"^\\*5([0-9]*)$">>`
    const shownPresent = String.raw`<<"^\\*5(|[0-9]{2,})$">>`
    assert.deepEqual(out.split('\n'), [
      `${client.accountId} : looking through patterns...`,
      'skipping pattern <<"^other$">>',
      `successfully updated patterns for doc ${id} (${shownFormer} -> ${shownPresent})`,
      String.raw`skipping pattern <<"^\\*6$">>`,
      `${client.accountId} : feature codes up to date`,
      'ok',
      '',
    ])
    assert.deepEqual(fieldsOf(await client.get(`${callflows}/${id}`))['patterns'], [
      String.raw`^\*5(|[0-9]{2,})$`,
      '^other$',
    ])
    assert.deepEqual(fieldsOf(await client.get(`${callflows}/${other}`))['patterns'], [String.raw`^\*6$`])
    const all = await sup('callflow_maintenance', 'update_feature_codes')
    assert.equal(all.out.match(/ : feature codes up to date\n/g)?.length, 2)
    assert.ok(!all.out.includes('successfully'), all.out)
  })
})
