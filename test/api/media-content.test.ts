import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { before, describe, it, mock } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import type { Client, Reply } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { entriesOf, fieldsOf, idOf, textAt, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

const server = useServer()
const sound = Buffer.from('ID3 bytes that stand for sound')
let client: Client
let media: string

async function signIn(): Promise<void> {
  client = await server.masterClient()
  media = `/v2/accounts/${client.accountId}/media`
}

async function create(fields: JsonObject = {}): Promise<string> {
  return `${media}/${idOf(await client.put(media, { name: 'Lobby', ...fields }))}`
}

function upload(path: string, type: string, content: Buffer | string = sound): Promise<Reply> {
  return client.post(path, undefined, { raw: content, headers: { 'content-type': type } })
}

function accepting(path: string, accept: string): Promise<Reply> {
  return client.get(path, { headers: { accept } })
}

describe('content of media', () => {
  before(signIn)

  it('is uploaded as the whole body, and described in the document', async () => {
    const path = await create()
    const reply = await upload(`${path}/raw?filename=lobby%20music.mp3`, 'audio/mp3')
    assert.equal(reply.status, 200)
    assert.deepEqual(reply.data, {
      id: path.split('/').at(-1),
      name: 'Lobby',
      language: 'en-us',
      media_source: 'upload',
      streamable: true,
      tts: { voice: 'female/en-US' },
      content_type: 'audio/mp3',
      content_length: sound.length,
    })
    const raw = await client.get(`${path}/raw`)
    assert.equal(raw.status, 200)
    assert.deepEqual(raw.bytes, sound)
    assert.equal(raw.headers.get('content-type'), 'audio/mp3')
    assert.equal(raw.headers.get('content-disposition'), 'attachment; filename=lobbymusic.mp3')
    assert.equal(raw.headers.get('etag'), `"${textAt(reply.body, 'revision')}"`)
  })

  it('is uploaded to the medium itself just as well', async () => {
    const path = await create()
    assert.equal((await upload(path, 'video/mp4')).status, 200)
    const raw = await client.get(`${path}/raw`)
    assert.deepEqual(raw.bytes, sound)
    assert.match(raw.headers.get('content-disposition') ?? '', /filename=uploaded_file_\d{11}\.mp4$/)
  })

  it('is taken in base64 as a data URI that tells its type', async () => {
    const path = await create()
    const uri = `data:audio/mp3;base64,${sound.toString('base64')}`
    const reply = await upload(`${path}/raw`, 'application/x-base64', uri)
    assert.equal(reply.status, 200)
    assert.equal(fieldsOf(reply)['content_type'], 'audio/mp3')
    assert.deepEqual((await client.get(`${path}/raw`)).bytes, sound)
    const untyped = await upload(`${path}/raw`, 'application/base64', sound.toString('base64'))
    assert.deepEqual(validatorsOf(untyped), { content_type: ['enum'] })
  })

  it('replaces what was there', async () => {
    const path = await create()
    await upload(`${path}/raw?filename=a.mp3`, 'audio/mp3')
    await upload(`${path}/raw?filename=b.wav`, 'audio/wav', 'other')
    const raw = await client.get(`${path}/raw`)
    assert.equal(raw.text, 'other')
    assert.equal(raw.headers.get('content-type'), 'audio/wav')
    const { documents } = server.running.edge.services
    const kept = await documents.attachments(client.accountId, path.split('/').at(-1) ?? '')
    assert.deepEqual(
      kept.map(({ name }) => name),
      ['b.wav'],
    )
  })

  it('is changed only in the revision the client knows', async () => {
    const path = await create()
    const headers = { 'content-type': 'audio/mp3', 'if-match': '"1-0"' }
    assert.equal((await client.post(`${path}/raw`, undefined, { raw: sound, headers })).status, 412)
  })

  it('is one file, of a type that is taken', async () => {
    const path = await create()
    assert.deepEqual(validatorsOf(await upload(`${path}/raw`, 'audio/mp3', '')), { file: ['required'] })
    assert.equal((await upload(`${path}/raw`, 'application/pdf')).status, 400)
    const part = `--xx\r\nContent-Type: audio/mp3\r\n\r\nsound\r\n--xx--\r\n`
    assert.equal((await upload(`${path}/raw`, 'multipart/form-data; boundary=xx', part)).status, 415)
    assert.equal((await upload(`${media}/${'0'.repeat(32)}/raw`, 'audio/mp3')).status, 404)
  })

  it('is had in its own type alone', async () => {
    const path = await create()
    await upload(`${path}/raw`, 'audio/mpeg')
    assert.deepEqual((await accepting(`${path}/raw`, 'audio/mpeg')).bytes, sound)
    assert.deepEqual((await accepting(`${path}/raw`, 'audio/*')).bytes, sound)
    assert.deepEqual((await accepting(`${path}/raw`, '*/*')).bytes, sound)
    assert.equal((await accepting(`${path}/raw`, 'audio/wav')).status, 406)
    assert.equal((await accepting(`${path}/raw`, 'application/json')).status, 406)
  })

  it('is had from the medium itself when the client asks for sound', async () => {
    const path = await create()
    await upload(path, 'audio/mpeg')
    assert.deepEqual((await accepting(path, 'audio/mpeg')).bytes, sound)
    assert.deepEqual((await client.get(`${path}?accept=audio/mpeg`)).bytes, sound)
    assert.equal((await accepting(path, 'audio/wav')).status, 406)
    assert.equal(fieldsOf(await accepting(path, '*/*'))['name'], 'Lobby')
    assert.equal(fieldsOf(await accepting(path, 'application/json'))['name'], 'Lobby')
    assert.equal((await accepting(path, 'text/csv')).text.split('\n').length > 1, true)
  })

  it('is sent in ranges', async () => {
    const path = await create()
    await upload(path, 'audio/mpeg')
    const part = await client.get(`${path}/raw`, { headers: { range: 'bytes=0-2' } })
    assert.equal(part.status, 206)
    assert.equal(part.text, 'ID3')
    assert.equal(part.headers.get('content-range'), `bytes 0-2/${String(sound.length)}`)
  })

  it('is missing where nothing was uploaded', async () => {
    const path = await create()
    for (const reply of [await client.get(`${path}/raw`), await accepting(path, 'audio/mpeg')]) {
      assert.equal(reply.status, 404)
      assert.equal(reply.body['message'], 'bad identifier')
      assert.deepEqual(reply.data, [path.split('/').at(-1)])
    }
  })

  it('is brought into one format where the operator wants that', async () => {
    await configure(server, 'crossbar.media', { normalize_media: true, normalization_format: 'wav' })
    const wanted: unknown[] = []
    const converting = mock.method(
      server.running.edge.services.converter,
      'convert',
      async (content: Readable, conversion: unknown, take: (converted: Readable) => Promise<unknown>) => {
        wanted.push(conversion)
        content.destroy()
        return await take(Readable.from([Buffer.from('converted')]))
      },
    )
    const path = await create()
    const reply = await upload(`${path}/raw`, 'audio/mpeg')
    converting.mock.restore()
    assert.deepEqual(wanted, [{ from: 'mp3', to: 'wav', sampleRate: 8_000 }])
    assert.equal(fieldsOf(reply)['content_type'], 'audio/x-wav')
    assert.equal(fieldsOf(reply)['content_length'], 9)
    assert.equal((await client.get(`${path}/raw`)).text, 'converted')
    await configure(server, 'crossbar.media', {})
  })
})

describe('prompts of the system', () => {
  before(signIn)

  it('are changed by superduper admins', async () => {
    const created = await client.put('/v2/media', { prompt_id: 'vm-system' })
    assert.equal(created.status, 201)
    const path = '/v2/media/en-us%2Fvm-system'
    assert.equal(created.headers.get('location'), path)
    assert.equal((await upload(`${path}/raw`, 'audio/mpeg')).status, 200)
    assert.deepEqual((await client.get(`${path}/raw`)).bytes, sound)
    assert.deepEqual((await client.get('/v2/media/prompts')).data, [{ 'vm-system': 1 }])
    assert.deepEqual((await client.get('/v2/media/languages')).data, [{ 'en-us': 1 }])
    assert.deepEqual((await client.get('/v2/media/languages/en-us')).data, ['en-us/vm-system'])
    assert.deepEqual((await client.get('/v2/media/prompts/vm-system')).data, [
      { id: 'en-us/vm-system', has_attachments: true },
    ])
    assert.equal(entriesOf(await client.get('/v2/media')).length, 1)
    assert.equal((await client.get(`${media}/en-us%2Fvm-system`)).status, 404)
    assert.equal((await client.post(path, { name: 'New', prompt_id: 'vm-system' })).status, 200)
    assert.equal((await client.delete(path)).status, 200)
    assert.deepEqual((await client.get('/v2/media')).data, [])
    assert.deepEqual((await client.get('/v2/media/prompts')).data, [])
  })
})
