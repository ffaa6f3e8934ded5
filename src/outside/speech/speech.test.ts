import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { ConfiguredSpeech } from './configured.ts'
import { SpeechFailure, type SpokenText } from './port.ts'

interface Answer {
  readonly status?: number
  readonly type: string
  readonly body: string
}

describe('speech providers', () => {
  let server: Server
  let url: string
  let next: Answer
  let asked: { readonly headers: IncomingHttpHeaders; readonly body: unknown }[] = []

  before(async () => {
    server = createServer((request, response) => {
      void json(request).then((body) => {
        asked.push({ headers: request.headers, body })
        response.writeHead(next.status ?? 200, { 'content-type': next.type }).end(next.body)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/speak`
  })

  after(() => {
    server.closeAllConnections()
    server.close()
  })

  function speak(provider: string, voice: string, answer: Answer): Promise<SpokenText | SpeechFailure> {
    next = answer
    asked = []
    return new ConfiguredSpeech(() => ({ provider, apiKey: 'key', url })).speak({ text: 'Hi', voice })
  }

  it('google speaks with a language and a sex, or with a named voice', async () => {
    const answer = {
      type: 'application/json',
      body: JSON.stringify({ audioContent: Buffer.from('sound').toString('base64') }),
    }
    assert.deepEqual(await speak('google', 'male/en-GB', answer), {
      contentType: 'audio/x-wav',
      content: Buffer.from('sound'),
    })
    assert.equal(asked[0]?.headers['x-goog-api-key'], 'key')
    assert.deepEqual(asked[0].body, {
      input: { text: 'Hi' },
      voice: { languageCode: 'en-GB', ssmlGender: 'MALE' },
      audioConfig: { audioEncoding: 'LINEAR16' },
    })
    await speak('google', 'de-DE-Wavenet-B', answer)
    assert.deepEqual((asked[0].body as { voice: unknown }).voice, {
      name: 'de-DE-Wavenet-B',
      languageCode: 'de-DE',
    })
  })

  it('google tells why it refuses', async () => {
    const body = JSON.stringify({ error: { message: 'no such voice' } })
    assert.deepEqual(
      await speak('google', 'male/en-GB', { status: 400, type: 'application/json', body }),
      new SpeechFailure('no such voice'),
    )
    assert.ok(
      (await speak('google', 'male/en-GB', { type: 'text/html', body: '<p>' })) instanceof SpeechFailure,
    )
  })

  it('ispeech speaks with the names it gives to voices', async () => {
    assert.deepEqual(await speak('ispeech', 'female/en-US', { type: 'audio/x-wav', body: 'sound' }), {
      contentType: 'audio/x-wav',
      content: Buffer.from('sound'),
    })
    assert.deepEqual(asked[0]?.body, {
      action: 'convert',
      apikey: 'key',
      text: 'Hi',
      voice: 'usenglishfemale',
      format: 'wav',
    })
    const unknown = await speak('ispeech', 'en-US-Wavenet-A', { type: 'audio/x-wav', body: 'sound' })
    assert.ok(unknown instanceof SpeechFailure)
    assert.deepEqual(asked, [])
  })

  it('without one, or with an unknown one, nothing is spoken', async () => {
    for (const provider of ['flite', 'parrot'])
      assert.deepEqual(
        await speak(provider, 'female/en-US', { type: 'audio/x-wav', body: 'sound' }),
        new SpeechFailure(`speech provider ${provider} cannot make media from text`),
      )
    assert.deepEqual(asked, [])
  })

  it('fail, and do not reject, when they cannot be reached', async () => {
    const speech = new ConfiguredSpeech(() => ({
      provider: 'google',
      apiKey: '',
      url: 'http://127.0.0.1:9/',
    }))
    assert.deepEqual(
      await speech.speak({ text: 'Hi', voice: 'female/en-US' }),
      new SpeechFailure('the speech provider cannot be reached'),
    )
  })
})
