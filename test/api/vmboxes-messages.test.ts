import assert from 'node:assert/strict'
import { before, describe, it, mock } from 'node:test'
import { now } from '../../src/documents/gregorian.ts'
import type { JsonObject } from '../../src/json.ts'
import type { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { entriesOf, fieldsOf, idOf, textAt, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

const server = useServer()
const day = 86_400
let client: Client
let boxes: string
let mailbox = 4000

async function signIn(): Promise<void> {
  client = await server.masterClient()
  boxes = `/v2/accounts/${client.accountId}/vmboxes`
}

/** A new box; gives back its path. */
async function newBox(fields: JsonObject = {}): Promise<string> {
  mailbox += 1
  const reply = await client.put(boxes, { name: 'Box', mailbox: String(mailbox), ...fields })
  return `${boxes}/${idOf(reply)}`
}

/** Leaves a message; gives back its id. */
async function leave(box: string, facts: JsonObject = {}): Promise<string> {
  const reply = await client.put(`${box}/messages`, facts)
  assert.equal(reply.status, 201, reply.text)
  return idOf(reply)
}

async function idsIn(box: string, query = ''): Promise<readonly unknown[]> {
  return entriesOf(await client.get(`${box}/messages${query}`)).map((entry) => entry['media_id'])
}

describe('messages of a box', () => {
  before(signIn)

  it('are left without sound: the answer is the whole document', async () => {
    const box = await newBox({ mailbox: '4900', timezone: 'Europe/Paris' })
    // 2026-11-01T12:05:07Z
    const timestamp = 63_960_753_907
    const reply = await client.put(`${box}/messages`, {
      timestamp,
      caller_id_name: 'Ann',
      caller_id_number: '4155550100',
      length: 4200,
      call_id: 'abc@host',
    })
    assert.equal(reply.status, 201)
    const id = idOf(reply)
    assert.match(id, /^202611-[0-9a-f]{32}$/)
    assert.equal(reply.headers.get('location'), `${box}/messages/${id}`)
    assert.deepEqual(reply.data, {
      id,
      name: 'mailbox 4900 message 2026-11-01 13:5:7',
      description: 'voicemail message',
      source_type: 'voicemail',
      source_id: box.split('/').at(-1),
      media_source: 'recording',
      streamable: true,
      utc_seconds: timestamp,
      metadata: {
        media_id: id,
        call_id: 'abc@host',
        caller_id_name: 'Ann',
        caller_id_number: '4155550100',
        from: '4155550100@master.test',
        from_user: '4155550100',
        from_realm: 'master.test',
        to: '4900@master.test',
        to_user: '4900',
        to_realm: 'master.test',
        length: 4200,
        timestamp,
        folder: 'new',
      },
    })
  })

  it('have defaults for what is not known', async () => {
    const box = await newBox()
    const began = now()
    const id = await leave(box)
    const reply = await client.get(`${box}/messages/${id}`)
    assert.equal(reply.status, 200)
    const metadata = fieldsOf(reply)
    assert.equal(metadata['caller_id_number'], 'anonymous')
    assert.equal(metadata['caller_id_name'], 'anonymous')
    assert.equal(metadata['from'], 'anonymous@master.test')
    assert.equal(metadata['length'], 1)
    assert.equal(metadata['folder'], 'new')
    assert.match(textAt(metadata, 'call_id'), /^[0-9a-f]{24}$/)
    assert.ok(Number(metadata['timestamp']) >= began && Number(metadata['timestamp']) <= now())
    assert.equal(metadata['media_id'], id)
  })

  it('follow the schema and need a box', async () => {
    const box = await newBox()
    const wrong = await client.put(`${box}/messages`, { folder: 'trash', caller_id_name: 'x'.repeat(36) })
    assert.deepEqual(validatorsOf(wrong), { folder: ['enum'], caller_id_name: ['maxLength'] })
    const nowhere = await client.put(`${boxes}/${'0'.repeat(32)}/messages`, {})
    assert.equal(nowhere.status, 404)
    assert.deepEqual(nowhere.data, { cause: '0'.repeat(32), message: 'bad identifier' })
  })

  it('are found under their own box only', async () => {
    const box = await newBox()
    const other = await newBox()
    const id = await leave(box)
    for (const reply of [
      await client.get(`${other}/messages/${id}`),
      await client.post(`${other}/messages/${id}`, {}),
      await client.delete(`${other}/messages/${id}`),
      await client.get(`${other}/messages/${id}/raw`),
    ]) {
      assert.equal(reply.status, 404)
      assert.deepEqual(reply.data, { cause: id, message: 'bad identifier' })
    }
    assert.equal((await client.get(`${box}/messages/${id}`)).status, 200)
  })

  it('are listed newest first, in pages, and turned round on demand', async () => {
    const box = await newBox()
    const at = now() - 3_600
    const ids = [
      await leave(box, { timestamp: at - 40 * day, call_id: 'a', length: 5 }),
      await leave(box, { timestamp: at - 10 * day, call_id: 'b' }),
      await leave(box, { timestamp: at, call_id: 'c' }),
    ]
    const [oldest, middle, newest] = ids
    const reply = await client.get(`${box}/messages?page_size=2`)
    assert.equal(reply.body['page_size'], 2)
    assert.deepEqual(
      entriesOf(reply).map((entry) => entry['media_id']),
      [newest, middle],
    )
    const next = textAt(reply.body, 'next_start_key')
    const rest = await client.get(`${box}/messages?page_size=2&start_key=${next}`)
    assert.deepEqual(rest.data, [
      {
        timestamp: at - 40 * day,
        from: 'anonymous@master.test',
        to: `${String(mailbox)}@master.test`,
        caller_id_number: 'anonymous',
        caller_id_name: 'anonymous',
        call_id: 'a',
        folder: 'new',
        length: 5,
        media_id: oldest,
      },
    ])
    assert.equal(rest.body['next_start_key'], undefined)
    assert.deepEqual(await idsIn(box, '?ascending=true'), [oldest, middle, newest])
  })

  it('are filtered by their metadata', async () => {
    const box = await newBox()
    const saved = await leave(box, { folder: 'saved', caller_id_name: 'Ann' })
    const fresh = await leave(box)
    assert.deepEqual(await idsIn(box, '?filter_folder=saved'), [saved])
    assert.deepEqual(await idsIn(box, '?filter_not_folder=saved'), [fresh])
    assert.deepEqual(await idsIn(box, '?filter_caller_id_name=Ann&has_key=call_id'), [saved])
    assert.deepEqual(await idsIn(box, '?key_missing=call_id'), [])
    assert.deepEqual(await idsIn(box, '?has_value=nothing'), [])
    assert.equal((await idsIn(box, '?value_missing=nothing')).length, 2)
  })

  it('are listed for a range of time that is not too long', async () => {
    const box = await newBox()
    const at = now()
    const id = await leave(box, { timestamp: at - 60 * day })
    assert.deepEqual(await idsIn(box), [id])
    assert.deepEqual(await idsIn(box, `?created_from=${at - 70 * day}&created_to=${at - 50 * day}`), [id])
    assert.deepEqual(await idsIn(box, `?created_from=${at - day}`), [])
    const tooLong = await client.get(`${box}/messages?created_from=${at - 60 * day}&created_to=${at}`)
    assert.deepEqual(validatorsOf(tooLong), { created_from: ['date_range'] })
  })

  it('of all boxes are listed together', async () => {
    const box = await newBox()
    const id = await leave(box, { timestamp: now() + 5 })
    const to = now() + 10
    const reply = await client.get(
      `${boxes}/messages?created_from=${to - 20}&created_to=${to}&filter_folder=new`,
    )
    const entry = entriesOf(reply).find((each) => Object.keys(each)[0] === box.split('/').at(-1))
    const summary = Object.values(entry ?? {})[0]
    assert.ok(summary && typeof summary === 'object' && 'media_id' in summary)
    assert.equal(summary['media_id'], id)
  })

  it('of a box that does not exist are none', async () => {
    const reply = await client.get(`${boxes}/${'0'.repeat(32)}/messages`)
    assert.equal(reply.status, 200)
    assert.deepEqual(reply.data, [])
  })
})

describe('retention', () => {
  before(signIn)

  it('shows messages that are too old as deleted, and keeps them from being changed', async () => {
    const box = await newBox()
    const at = now() - 94 * day
    const id = await leave(box, { timestamp: at })
    assert.deepEqual(await idsIn(box), [])
    const listed = await client.get(`${box}/messages?created_from=${at - 1}&created_to=${at + 1}`)
    const [entry = {}] = entriesOf(listed)
    assert.equal(entry['folder'], 'deleted')
    assert.equal(entry['retention'], 'enforced')
    assert.equal(typeof entry['retention_message'], 'string')
    const read = fieldsOf(await client.get(`${box}/messages/${id}`))
    assert.equal(read['folder'], 'deleted')
    assert.equal(read['retention'], 'enforced')
    for (const reply of [
      await client.post(`${box}/messages/${id}`, { folder: 'saved' }),
      await client.delete(`${box}/messages/${id}`),
    ])
      assert.deepEqual(validatorsOf(reply), { [id]: ['date_range'] })
    const bulk = await client.post(`${box}/messages`, { folder: 'saved', messages: [id] })
    assert.deepEqual(bulk.data, { failed: { [id]: 'prior_to_retention_duration' } })
  })

  it('is as long as the operator says', async () => {
    const box = await newBox()
    const id = await leave(box, { timestamp: now() - 3 * day })
    await configure(server, 'callflow', { voicemail: { message_retention_duration: 2 } })
    assert.deepEqual(await idsIn(box), [])
    assert.equal(fieldsOf(await client.get(`${box}/messages/${id}`))['folder'], 'deleted')
    await configure(server, 'callflow', {})
    assert.deepEqual(await idsIn(box), [id])
  })

  it('bounds the counters of boxes', async () => {
    const box = await newBox({ name: 'Counted' })
    const id = box.split('/').at(-1)
    const listed = async () => entriesOf(await client.get(`${boxes}?filter_name=Counted`))[0]
    await leave(box, { timestamp: now() - 94 * day })
    assert.deepEqual(await listed(), {
      id,
      name: 'Counted',
      mailbox: String(mailbox),
      messages: 0,
      flags: [],
    })
    await leave(box)
    await leave(box, { folder: 'saved' })
    await leave(box, { folder: 'deleted' })
    assert.deepEqual(await listed(), {
      id,
      name: 'Counted',
      mailbox: String(mailbox),
      messages: 2,
      flags: [],
      folders: { new: 1, saved: 1 },
    })
  })
})

describe('one message', () => {
  before(signIn)

  it('changes its folder: saved unless another one is named', async () => {
    const box = await newBox()
    const id = await leave(box)
    const folderAfter = async (path: string, data: JsonObject) =>
      fieldsOf(await client.post(path, data))['folder']
    const path = `${box}/messages/${id}`
    assert.equal(await folderAfter(path, {}), 'saved')
    assert.equal(await folderAfter(path, { folder: 'deleted' }), 'deleted')
    assert.equal(await folderAfter(`${path}?folder=new`, {}), 'new')
    assert.equal(await folderAfter(path, { folder: 'nonsense' }), 'saved')
    assert.equal(fieldsOf(await client.get(path))['folder'], 'saved')
  })

  it('is changed only in the revision the client knows', async () => {
    const box = await newBox()
    const id = await leave(box)
    const etag = (await client.get(`${box}/messages/${id}`)).headers.get('etag') ?? ''
    const headers = { 'if-match': etag }
    assert.equal((await client.post(`${box}/messages/${id}`, {}, { headers })).status, 200)
    assert.equal((await client.post(`${box}/messages/${id}`, { folder: 'new' }, { headers })).status, 412)
  })

  it('moves to another box: a new message of this moment', async () => {
    const box = await newBox({ mailbox: '4909' })
    const target = await newBox({ mailbox: '4910' })
    const left = now() - 5 * day
    const id = await leave(box, { timestamp: left, folder: 'saved', caller_id_number: '123' })
    const updates = mock.method(server.running.edge.services.switch, 'updateMessageWaiting')
    const reply = await client.post(`${box}/messages/${id}`, { source_id: target.split('/').at(-1) })
    assert.equal(reply.status, 200)
    const moved = fieldsOf(reply)
    assert.notEqual(moved['media_id'], id)
    assert.equal(moved['folder'], 'new')
    assert.equal(moved['to'], '4910@master.test')
    assert.equal(moved['caller_id_number'], '123')
    assert.ok(Number(moved['timestamp']) > left)
    assert.equal((await client.get(`${box}/messages/${id}`)).status, 404)
    assert.deepEqual(await idsIn(target), [moved['media_id']])
    const { documents } = server.running.edge.services
    const stored = await documents.find(client.accountId, textAt(moved, 'media_id'))
    assert.deepEqual(stored?.body['history'], [box.split('/').at(-1)])
    assert.deepEqual(
      updates.mock.calls.map((call) => call.arguments[0]).toSorted((a, b) => (a.to < b.to ? -1 : 1)),
      [
        { to: '4909@master.test', messagesNew: 0, messagesSaved: 0 },
        { to: '4910@master.test', messagesNew: 1, messagesSaved: 0 },
      ],
    )
    updates.mock.restore()
  })

  it('is copied to several boxes', async () => {
    const box = await newBox()
    const targets = [await newBox(), await newBox()]
    const id = await leave(box)
    const reply = await client.post(`${box}/messages/${id}`, {
      source_id: targets.map((target) => target.split('/').at(-1) ?? ''),
    })
    const made = fieldsOf(reply)['succeeded']
    assert.ok(Array.isArray(made) && made.length === 2)
    assert.deepEqual(await Promise.all(targets.map((target) => idsIn(target))), [[made[0]], [made[1]]])
    assert.deepEqual(await idsIn(box), [id])
  })

  it('needs a box to go to', async () => {
    const box = await newBox()
    const path = `${box}/messages/${await leave(box)}`
    assert.deepEqual(validatorsOf(await client.post(path, { source_id: '' })), { source_id: ['required'] })
    assert.deepEqual(validatorsOf(await client.post(path, { source_id: [] })), { source_id: ['required'] })
    for (const source of ['0'.repeat(32), [box.split('/').at(-1) ?? '', '0'.repeat(32)]]) {
      const reply = await client.post(path, { source_id: source })
      assert.equal(reply.status, 404)
      assert.deepEqual(reply.data, { cause: '0'.repeat(32), message: 'bad identifier' })
    }
  })

  it('is deleted for clients', async () => {
    const box = await newBox()
    const id = await leave(box)
    const reply = await client.delete(`${box}/messages/${id}`)
    assert.equal(reply.status, 200)
    assert.equal(fieldsOf(reply)['folder'], 'deleted')
    assert.equal(fieldsOf(reply)['media_id'], id)
    assert.equal((await client.get(`${box}/messages/${id}`)).status, 404)
    assert.deepEqual(await idsIn(box), [])
  })

  it('has a transcription beside its metadata', async () => {
    const box = await newBox()
    const id = await leave(box)
    const { documents } = server.running.edge.services
    const stored = await documents.find(client.accountId, id)
    assert.ok(stored)
    const transcription = { result: 'success', text: 'Hello' }
    await documents.writeOne(
      { change: 'replace', document: stored, body: { ...stored.body, transcription } },
      {},
    )
    assert.deepEqual(fieldsOf(await client.get(`${box}/messages/${id}`))['transcription'], transcription)
    const [entry = {}] = entriesOf(await client.get(`${box}/messages`))
    assert.equal(entry['transcribed'], true)
  })
})
