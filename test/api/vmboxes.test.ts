import assert from 'node:assert/strict'
import { before, describe, it, mock } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import { systemAuthor } from '../../src/documents/author.ts'
import type { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { fieldsOf, idOf, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

const server = useServer()
let client: Client
let boxes: string

async function signIn(): Promise<void> {
  client = await server.masterClient()
  boxes = `/v2/accounts/${client.accountId}/vmboxes`
}

async function createBox(fields: JsonObject): Promise<string> {
  const reply = await client.put(boxes, { name: 'Box', ...fields })
  assert.equal(reply.status, 201, reply.text)
  return idOf(reply)
}

describe('voicemail boxes', () => {
  before(signIn)

  it('are created with the defaults of the schema', async () => {
    const reply = await client.put(boxes, { name: 'Reception', mailbox: '3000', pin: '1234' })
    assert.equal(reply.status, 201)
    const id = idOf(reply)
    assert.match(id, /^[0-9a-f]{32}$/)
    assert.equal(reply.headers.get('location'), `${boxes}/${id}`)
    assert.deepEqual(reply.data, {
      id,
      name: 'Reception',
      mailbox: '3000',
      pin: '1234',
      announcement_only: false,
      check_if_owner: true,
      delete_after_notify: false,
      include_message_on_notify: true,
      include_transcription_on_notify: true,
      is_setup: false,
      is_voicemail_ff_rw_enabled: false,
      media: {},
      media_extension: 'mp3',
      not_configurable: false,
      notify_email_addresses: [],
      oldest_message_first: false,
      require_pin: false,
      save_after_notify: false,
      seek_duration_ms: 10000,
      skip_envelope: false,
      skip_greeting: false,
      skip_instructions: false,
      transcribe: false,
    })
    assert.deepEqual((await client.get(`${boxes}/${id}`)).data, reply.data)
  })

  it('are replaced and patched', async () => {
    const id = await createBox({ mailbox: '3010', pin: '1111', timezone: 'Europe/Paris' })
    const replaced = await client.post(`${boxes}/${id}`, { name: 'Other', mailbox: '3010' })
    assert.equal(replaced.status, 200)
    assert.equal(fieldsOf(replaced)['name'], 'Other')
    assert.equal(fieldsOf(replaced)['pin'], undefined)
    const patched = await client.patch(`${boxes}/${id}`, { pin: '2222', skip_greeting: true })
    assert.equal(patched.status, 200)
    assert.equal(fieldsOf(patched)['pin'], '2222')
    assert.equal(fieldsOf(patched)['skip_greeting'], true)
    assert.equal(fieldsOf(patched)['name'], 'Other')
  })

  it('report everything that is wrong at once', async () => {
    await createBox({ mailbox: '3020' })
    const reply = await client.put(boxes, { mailbox: '03020', pin: '1' })
    assert.deepEqual(validatorsOf(reply), { name: ['required'], pin: ['minLength'], mailbox: ['unique'] })
    assert.deepEqual(fieldsOf(reply)['mailbox'], {
      unique: { message: 'Another voicemail box has this number', cause: '03020' },
    })
  })

  it('need a mailbox that is a number, their own as before', async () => {
    assert.deepEqual(validatorsOf(await client.put(boxes, { name: 'A', mailbox: 'abc' })), {
      mailbox: ['unique'],
    })
    assert.deepEqual(validatorsOf(await client.put(boxes, { name: 'A' })), { mailbox: ['required'] })
    const id = await createBox({ mailbox: '3030' })
    assert.equal((await client.post(`${boxes}/${id}`, { name: 'A', mailbox: '3030' })).status, 200)
    await createBox({ mailbox: '3031' })
    assert.deepEqual(validatorsOf(await client.patch(`${boxes}/${id}`, { mailbox: '3031' })), {
      mailbox: ['unique'],
    })
    await client.delete(`${boxes}/${id}`)
    await createBox({ mailbox: '3030' })
  })

  it('share no mailbox, also when they are created at the same time', async () => {
    const box = { name: 'Race', mailbox: '3035' }
    const replies = await Promise.all(Array.from({ length: 5 }, () => client.put(boxes, box)))
    assert.deepEqual(
      replies.map((reply) => reply.status).toSorted((a, b) => a - b),
      [201, 400, 400, 400, 400],
    )
    for (const reply of replies.filter(({ status }) => status === 400))
      assert.deepEqual(validatorsOf(reply), { mailbox: ['unique'] })
  })

  it('take the former single address, and say so', async () => {
    const reply = await client.put(boxes, {
      name: 'Mail',
      mailbox: '3040',
      notify_email_address: 'a@example.org',
    })
    assert.equal(reply.status, 201)
    assert.deepEqual(fieldsOf(reply)['notify_email_addresses'], ['a@example.org'])
    assert.equal(fieldsOf(reply)['notify_email_address'], undefined)
    assert.equal(
      reply.headers.get('warning'),
      '214 Transformation applied: attribute notify_email_address replaced',
    )
    const without = await client.put(boxes, { name: 'Mail', mailbox: '3041' })
    assert.equal(without.headers.get('warning'), null)
  })

  it('are deleted softly, with the former document as answer', async () => {
    const id = await createBox({ mailbox: '3050' })
    const updates = mock.method(server.running.edge.services.switch, 'updateMessageWaiting')
    const reply = await client.delete(`${boxes}/${id}`)
    assert.equal(reply.status, 200)
    assert.deepEqual(fieldsOf(reply)['_read_only'], { deleted: true })
    assert.equal(fieldsOf(reply)['id'], id)
    const gone = await client.get(`${boxes}/${id}`)
    assert.equal(gone.status, 404)
    assert.deepEqual(gone.data, { cause: id, message: 'bad identifier' })
    assert.deepEqual(updates.mock.calls.at(-1)?.arguments, [
      { to: '3050@master.test', messagesNew: 0, messagesSaved: 0 },
    ])
    updates.mock.restore()
  })

  it('answer 404 for unknown ids and 405 for other verbs', async () => {
    const unknown = `${boxes}/${'0'.repeat(32)}`
    for (const reply of [
      await client.get(unknown),
      await client.post(unknown, { name: 'A', mailbox: '1' }),
      await client.patch(unknown, {}),
      await client.delete(unknown),
    ]) {
      assert.equal(reply.status, 404)
      assert.equal(reply.body['message'], 'bad_identifier')
    }
    assert.equal((await client.post(boxes, {})).status, 405)
    assert.equal((await client.post(`${boxes}/messages`, {})).status, 405)
    assert.equal((await client.delete(`${boxes}/messages`)).status, 405)
    assert.equal((await client.get('/v2/vmboxes')).status, 404)
  })

  it('need a token', async () => {
    assert.equal((await client.anonymous().get(boxes)).status, 401)
  })

  it('are listed with the boxes of a page from A to Z, filtered by owner', async () => {
    const owner = 'a'.repeat(32)
    const later = await createBox({ name: 'Owned Z', mailbox: '3060', owner_id: owner, flags: ['x'] })
    const first = await createBox({ name: 'Owned A', mailbox: '3061', owner_id: owner })
    const reply = await client.get(`${boxes}?filter_owner_id=${owner}`)
    assert.deepEqual(reply.data, [
      { id: first, name: 'Owned A', mailbox: '3061', owner_id: owner, messages: 0, flags: [] },
      { id: later, name: 'Owned Z', mailbox: '3060', owner_id: owner, messages: 0, flags: ['x'] },
    ])
    assert.equal(reply.body['page_size'], 2)
  })
})

describe('settings of an operator', () => {
  before(signIn)

  it('choose whether messages are transcribed', async () => {
    await configure(server, 'callflow', { voicemail: { transcribe_default: true } })
    const reply = await client.put(boxes, { name: 'A', mailbox: '3100' })
    assert.equal(fieldsOf(reply)['transcribe'], true)
    await configure(server, 'callflow', {})
  })

  it('choose the length of PINs', async () => {
    await configure(server, 'callflow', { voicemail: { max_pin_length: 10 } })
    const id = await createBox({ mailbox: '3110', pin: '1234567890' })
    const box = await client.get(`${boxes}/${id}`)
    assert.equal(fieldsOf(box)['pin'], '1234567890')
    const patched = await client.patch(`${boxes}/${id}`, { name: 'Still' })
    assert.equal(fieldsOf(patched)['pin'], '1234567890')
    const wrong = await client.patch(`${boxes}/${id}`, { pin: '12345678901' })
    assert.deepEqual(wrong.data, {
      pin: {
        maxLength: {
          message: 'At most 10 characters',
          target: 10,
          cause: '12345678901',
          value: '12345678901',
        },
      },
    })
    assert.deepEqual(validatorsOf(await client.patch(`${boxes}/${id}`, { pin: 12345 })), { pin: ['type'] })
    await configure(server, 'callflow', {})
    assert.deepEqual(validatorsOf(await client.patch(`${boxes}/${id}`, {})), { pin: ['maxLength'] })
  })

  it('bind transcription to a format', async () => {
    await configure(server, 'crossbar.voicemail', { transcribe_format: 'wav' })
    const wrong = await client.put(boxes, { name: 'A', mailbox: '3120', transcribe: true })
    assert.deepEqual(validatorsOf(wrong), { media_extension: ['invalid'] })
    const right = { name: 'A', mailbox: '3120', transcribe: true, media_extension: 'wav' }
    assert.equal((await client.put(boxes, right)).status, 201)
    await configure(server, 'crossbar.voicemail', {})
  })
})

describe('boxes that hold messages themselves, as they did before', () => {
  before(signIn)

  it('keep them, hide them, count them and ask to migrate', async () => {
    const id = await createBox({ name: 'Legacy', mailbox: '3200' })
    const { documents } = server.running.edge.services
    const stored = await documents.find(client.accountId, id)
    assert.ok(stored)
    const body = { ...stored.body, messages: [{ media_id: 'a' }, { media_id: 'b' }] }
    await documents.writeOne({ change: 'replace', document: stored, body }, systemAuthor)

    const shown = await client.get(`${boxes}/${id}`)
    assert.equal('messages' in fieldsOf(shown), false)
    const replaced = await client.post(`${boxes}/${id}`, { name: 'Legacy', mailbox: '3200', messages: [] })
    assert.equal('messages' in fieldsOf(replaced), false)
    assert.equal(
      replaced.body['message'],
      'The messages of this voicemail box should be migrated to documents of their own',
    )
    const patched = await client.patch(`${boxes}/${id}`, { messages: null })
    assert.equal(typeof patched.body['message'], 'string')
    const listed = await client.get(`${boxes}?filter_name=Legacy`)
    assert.deepEqual(listed.data, [{ id, name: 'Legacy', mailbox: '3200', messages: 2, flags: [] }])
    const deleted = await client.delete(`${boxes}/${id}`)
    assert.equal('messages' in fieldsOf(deleted), false)
  })
})
