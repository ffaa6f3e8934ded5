import assert from 'node:assert/strict'
import { before, describe, it, mock } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import { SpeechFailure, type SpeechRequest } from '../../src/outside/speech/port.ts'
import type { Client } from '../harness/client.ts'
import { entriesOf, fieldsOf, idOf, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

const server = useServer()
let client: Client
let media: string

async function signIn(): Promise<void> {
  client = await server.masterClient()
  media = `/v2/accounts/${client.accountId}/media`
}

async function create(fields: JsonObject): Promise<string> {
  const reply = await client.put(media, { name: 'Medium', ...fields })
  assert.equal(reply.status, 201, reply.text)
  return `${media}/${encodeURIComponent(idOf(reply))}`
}

describe('media', () => {
  before(signIn)

  it('are created with the defaults of the schema', async () => {
    const reply = await client.put(media, { name: 'Lobby' })
    assert.equal(reply.status, 201)
    const id = idOf(reply)
    assert.match(id, /^[0-9a-f]{32}$/)
    assert.equal(reply.headers.get('location'), `${media}/${id}`)
    assert.deepEqual(reply.data, {
      id,
      name: 'Lobby',
      language: 'en-us',
      media_source: 'upload',
      streamable: true,
      tts: { voice: 'female/en-US' },
    })
    assert.deepEqual((await client.get(`${media}/${id}`)).data, reply.data)
  })

  it('follow the schema', async () => {
    const reply = await client.put(media, { media_source: 'radio', source_id: 'short' })
    assert.deepEqual(validatorsOf(reply), {
      name: ['required'],
      media_source: ['enum'],
      source_id: ['minLength'],
    })
  })

  it('are replaced, not patched', async () => {
    const path = await create({ description: 'before' })
    const reply = await client.post(path, { name: 'After' })
    assert.equal(reply.status, 200)
    assert.equal(fieldsOf(reply)['name'], 'After')
    assert.equal(fieldsOf(reply)['description'], undefined)
    assert.equal((await client.patch(path, { name: 'x' })).status, 405)
    assert.equal((await client.delete(`${path}/raw`)).status, 405)
  })

  it('are deleted softly, or for good when asked for', async () => {
    const { documents } = server.running.edge.services
    const stored = (path: string) => documents.store.get(client.accountId, path.split('/').at(-1) ?? '')
    const soft = await create({})
    const reply = await client.delete(soft)
    assert.equal(reply.status, 200)
    assert.deepEqual(fieldsOf(reply)['_read_only'], { deleted: true })
    assert.equal((await client.get(soft)).status, 404)
    assert.equal((await stored(soft))?.deleted, true)
    const hard = await create({})
    assert.equal((await client.delete(`${hard}?hard_delete=true`)).status, 200)
    assert.equal(await stored(hard), undefined)
  })

  it('answer 404 for unknown ids, and for documents of other kinds', async () => {
    const box = await client.put(`/v2/accounts/${client.accountId}/vmboxes`, { name: 'B', mailbox: '1' })
    for (const id of ['0'.repeat(32), idOf(box)])
      for (const reply of [
        await client.get(`${media}/${id}`),
        await client.post(`${media}/${id}`, { name: 'x' }),
        await client.delete(`${media}/${id}`),
        await client.get(`${media}/${id}/raw`),
      ]) {
        assert.equal(reply.status, 404)
        assert.equal(reply.body['message'], 'bad_identifier')
        assert.deepEqual(reply.data, { cause: id, message: 'bad identifier' })
      }
  })

  it('are listed with what matters', async () => {
    const path = await create({ name: 'Listed', language: 'fr-FR', media_source: 'recording' })
    const reply = await client.get(`${media}?filter_name=Listed`)
    assert.deepEqual(reply.data, [
      {
        id: path.split('/').at(-1),
        name: 'Listed',
        media_source: 'recording',
        language: 'fr-fr',
        is_prompt: false,
      },
    ])
  })

  it('need a token', async () => {
    assert.equal((await client.anonymous().get(media)).status, 401)
    assert.equal((await client.anonymous().get('/v2/media')).status, 401)
  })
})

describe('prompts', () => {
  before(signIn)

  it('are named after what they say and in which language', async () => {
    const reply = await client.put(media, { prompt_id: 'vm-enter_pass', language: 'EN-GB' })
    assert.equal(reply.status, 201)
    assert.equal(idOf(reply), 'en-gb/vm-enter_pass')
    assert.equal(reply.headers.get('location'), `${media}/en-gb%2Fvm-enter_pass`)
    assert.equal(fieldsOf(reply)['name'], 'en-gb/vm-enter_pass')
    assert.equal(fieldsOf(reply)['language'], 'en-gb')
    assert.equal(idOf(await client.get(`${media}/en-gb%2Fvm-enter_pass`)), 'en-gb/vm-enter_pass')
    const again = await client.put(media, { prompt_id: 'vm-enter_pass', language: 'en-gb' })
    assert.equal(again.status, 409)
    assert.equal(again.body['message'], 'datastore_conflict')
  })

  it('keep prompt and language', async () => {
    const path = await create({ prompt_id: 'vm-hello' })
    assert.equal(path, `${media}/en-us%2Fvm-hello`)
    const same = { name: 'Hello', prompt_id: 'vm-hello', language: 'en-US' }
    assert.equal((await client.post(path, same)).status, 200)
    for (const change of [{ prompt_id: 'vm-bye' }, { language: 'fr-fr' }]) {
      const reply = await client.post(path, { ...same, ...change })
      assert.deepEqual(validatorsOf(reply), { prompt_id: ['invalid'] })
    }
  })

  it('are deleted for good', async () => {
    const path = await create({ prompt_id: 'vm-gone' })
    assert.equal((await client.delete(path)).status, 200)
    const { documents } = server.running.edge.services
    assert.equal(await documents.store.get(client.accountId, 'en-us/vm-gone'), undefined)
    await create({ prompt_id: 'vm-gone' })
  })

  it('are counted and listed by language and by prompt', async () => {
    await create({ prompt_id: 'count-a', language: 'xx-aa' })
    await create({ prompt_id: 'count-b', language: 'XX-AA' })
    await create({ prompt_id: 'count-a', language: 'xx-bb' })
    const [languages = {}] = entriesOf(await client.get(`${media}/languages`))
    assert.equal(languages['xx-aa'], 2)
    assert.equal(languages['xx-bb'], 1)
    const [prompts = {}] = entriesOf(await client.get(`${media}/prompts`))
    assert.equal(prompts['count-a'], 2)
    assert.equal(prompts['count-b'], 1)
    assert.deepEqual((await client.get(`${media}/languages/XX-AA?ascending=true`)).data, [
      'xx-aa/count-a',
      'xx-aa/count-b',
    ])
    assert.deepEqual((await client.get(`${media}/languages/missing`)).data, [])
    const upload = { raw: 'sound', headers: { 'content-type': 'audio/mpeg' } }
    assert.equal((await client.post(`${media}/xx-bb%2Fcount-a/raw`, undefined, upload)).status, 200)
    assert.deepEqual((await client.get(`${media}/prompts/count-a`)).data, [
      { id: 'xx-bb/count-a', has_attachments: true },
      { id: 'xx-aa/count-a', has_attachments: false },
    ])
    assert.deepEqual((await client.get(`${media}/prompts/unknown`)).data, [])
    assert.equal((await client.post(`${media}/prompts`, {})).status, 405)
    assert.equal((await client.delete(`${media}/languages/xx-aa`)).status, 405)
  })
})

describe('spoken texts', () => {
  before(signIn)

  const text = { name: 'Welcome', media_source: 'tts', tts: { text: 'Good day', voice: 'male/en-GB' } }

  /** Lets a provider speak while `action` runs; gives back what it was asked to say. */
  async function speaking(action: () => Promise<void>): Promise<readonly SpeechRequest[]> {
    const said: SpeechRequest[] = []
    const speech = mock.method(
      server.running.edge.services.speech,
      'speak',
      async (request: SpeechRequest) => {
        said.push(request)
        return { contentType: 'audio/x-wav', content: Buffer.from(`said ${request.text}`) }
      },
    )
    await action()
    speech.mock.restore()
    return said
  }

  it('cannot be made without a provider, and leave nothing behind', async () => {
    const before = entriesOf(await client.get(`${media}?paginate=false`)).length
    const reply = await client.put(media, text)
    assert.equal(reply.status, 500)
    assert.equal(reply.body['message'], 'speech provider flite cannot make media from text')
    assert.equal(entriesOf(await client.get(`${media}?paginate=false`)).length, before)
  })

  it('are spoken once, and again when text or voice change', async () => {
    let path = ''
    assert.deepEqual(
      await speaking(async () => {
        const reply = await client.put(media, text)
        assert.equal(reply.status, 201)
        path = `${media}/${idOf(reply)}`
      }),
      [{ text: 'Good day', voice: 'male/en-GB' }],
    )
    const raw = await client.get(`${path}/raw`)
    assert.equal(raw.text, 'said Good day')
    assert.equal(raw.headers.get('content-type'), 'audio/x-wav')
    assert.match(raw.headers.get('content-disposition') ?? '', /filename=text_to_speech_\d{11}\.wav$/)
    const said = await speaking(async () => {
      assert.equal((await client.post(path, { ...text, name: 'Renamed' })).status, 200)
      assert.equal((await client.post(path, { ...text, tts: { text: 'Good night' } })).status, 200)
    })
    assert.deepEqual(said, [{ text: 'Good night', voice: 'female/en-US' }])
    assert.equal((await client.get(`${path}/raw`)).text, 'said Good night')
    assert.equal((await client.post(path, { ...text, tts: { text: 'Never' } })).status, 500)
    assert.deepEqual(fieldsOf(await client.get(path))['tts'], { text: 'Good night', voice: 'female/en-US' })
  })

  it('are forgotten when the medium becomes another kind', async () => {
    let path = ''
    await speaking(async () => {
      path = `${media}/${idOf(await client.put(media, text))}`
    })
    assert.equal((await client.post(path, { name: 'Plain', media_source: 'upload' })).status, 200)
    const said = await speaking(async () => {
      assert.equal((await client.post(path, text)).status, 200)
    })
    assert.equal(said.length, 1)
  })

  it('need a text', async () => {
    const reply = await client.put(media, { name: 'Silent', media_source: 'tts' })
    assert.deepEqual(validatorsOf(reply), { 'tts.text': ['required'] })
  })

  it('tell why the provider failed', async () => {
    const failing = mock.method(server.running.edge.services.speech, 'speak', async () =>
      Promise.resolve(new SpeechFailure('out of breath')),
    )
    const reply = await client.put(media, text)
    failing.mock.restore()
    assert.equal(reply.status, 500)
    assert.equal(reply.body['message'], 'out of breath')
  })
})
