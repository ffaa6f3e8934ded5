import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir, readlink } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { before, describe, it, mock } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { deflateRawSync } from 'node:zlib'
import type { JsonObject } from '../../src/json.ts'
import type { Client, Reply } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { fieldsOf, idOf, textAt, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

const server = useServer()
const sound = Buffer.from('ID3 not really sound, but bytes all the same')
// 2026-11-01T12:05:07Z
const timestamp = 63_960_753_907
let client: Client
let boxes: string
let mailbox = 6000

async function signIn(): Promise<void> {
  client = await server.masterClient()
  boxes = `/v2/accounts/${client.accountId}/vmboxes`
}

async function newBox(fields: JsonObject = {}): Promise<string> {
  mailbox += 1
  const box = { name: 'Box', mailbox: String(mailbox), timezone: 'Europe/Paris', ...fields }
  return `${boxes}/${idOf(await client.put(boxes, box))}`
}

/** A body of several parts: each its type and its content. */
function multipart(...parts: readonly (readonly [type: string, content: string | Buffer])[]) {
  const pieces = parts.flatMap(([type, content], at) => [
    Buffer.from(
      `--xx\r\nContent-Disposition: form-data; name="part${String(at)}"\r\nContent-Type: ${type}\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ])
  return {
    raw: Buffer.concat([...pieces, Buffer.from('--xx--\r\n')]),
    headers: { 'content-type': 'multipart/mixed; boundary=xx' },
  }
}

function envelope(data: JsonObject): readonly [string, string] {
  return ['application/json', JSON.stringify({ data })]
}

/** A message with sound, left by a caller at a known time; gives back its path. */
async function withSound(box: string, caller = '4155550100', content: Buffer = sound): Promise<string> {
  const facts = envelope({ timestamp, caller_id_number: caller })
  const reply = await client.put(`${box}/messages`, undefined, multipart(facts, ['audio/mp3', content]))
  assert.equal(reply.status, 201, reply.text)
  return `${box}/messages/${textAt(fieldsOf(reply), 'media_id')}`
}

function upload(path: string, type: string, content: Buffer | string = sound): Promise<Reply> {
  return client.put(path, undefined, { raw: content, headers: { 'content-type': type } })
}

describe('sound of a message', () => {
  before(signIn)

  it('comes with the message, as a part beside its facts', async () => {
    const box = await newBox()
    const reply = await client.put(
      `${box}/messages`,
      undefined,
      multipart(envelope({ caller_id_name: 'Ann', length: 4200 }), ['audio/mp3', sound]),
    )
    assert.equal(reply.status, 201)
    const metadata = fieldsOf(reply)
    assert.equal(metadata['caller_id_name'], 'Ann')
    assert.equal(metadata['length'], 4200)
    assert.equal(metadata['folder'], 'new')
    assert.equal(metadata['source_id'], undefined)
    const id = textAt(metadata, 'media_id')
    assert.equal(reply.headers.get('location'), `${box}/messages/${id}`)
    assert.deepEqual((await client.get(`${box}/messages/${id}/raw`)).bytes, sound)
  })

  it('comes as the whole body, plain or in base64', async () => {
    const box = await newBox()
    const plain = await upload(`${box}/messages`, 'audio/x-wav')
    assert.equal(plain.status, 201)
    const raw = await client.get(`${box}/messages/${textAt(fieldsOf(plain), 'media_id')}/raw`)
    assert.deepEqual(raw.bytes, sound)
    assert.equal(raw.headers.get('content-type'), 'audio/x-wav')
    const packed = await client.put(`${box}/messages`, undefined, {
      raw: sound.toString('base64'),
      headers: { 'content-type': 'audio/mpeg', 'content-transfer-encoding': 'base64' },
    })
    const unpacked = await client.get(`${box}/messages/${textAt(fieldsOf(packed), 'media_id')}/raw`)
    assert.deepEqual(unpacked.bytes, sound)
  })

  it('is downloaded in its own type, under a name that tells caller and time', async () => {
    const message = await withSound(await newBox())
    const reply = await client.get(`${message}/raw`)
    assert.equal(reply.status, 200)
    assert.deepEqual(reply.bytes, sound)
    assert.equal(reply.headers.get('content-type'), 'audio/mp3')
    assert.equal(
      reply.headers.get('content-disposition'),
      'attachment; filename=4155550100_2026-11-01_13:05:07.mp3',
    )
    assert.equal(reply.headers.get('etag'), null)
    const other = await client.get(`${message}/raw`, { headers: { accept: 'audio/ogg' } })
    assert.equal(other.status, 200)
    assert.equal(other.headers.get('content-type'), 'audio/mp3')
    assert.equal(
      (await client.get(`${message}/raw`, { headers: { accept: 'application/json' } })).status,
      406,
    )
  })

  it('is named after an unknown caller, and never after a path', async () => {
    const box = await newBox({ timezone: 'Mars/Olympus' })
    const nobody = await withSound(box, '')
    assert.match(
      (await client.get(`${nobody}/raw`)).headers.get('content-disposition') ?? '',
      /filename=anonymous_2026-11-01_12:05:07\.mp3$/,
    )
    const hostile = await withSound(box, '../../etc "x"\t')
    assert.match(
      (await client.get(`${hostile}/raw`)).headers.get('content-disposition') ?? '',
      /filename=\.\._\.\._etc__x___2026-11-01_12:05:07\.mp3$/,
    )
  })

  it('is sent in ranges', async () => {
    const message = await withSound(await newBox())
    const range = (value: string) => client.get(`${message}/raw`, { headers: { range: value } })
    const part = await range('bytes=4-8')
    assert.equal(part.status, 206)
    assert.deepEqual(part.bytes, sound.subarray(4, 9))
    assert.equal(part.headers.get('content-range'), `bytes 4-8/${String(sound.length)}`)
    const tail = await range('bytes=40-')
    assert.equal(tail.status, 206)
    assert.deepEqual(tail.bytes, sound.subarray(40))
    for (const ignored of ['bytes=-5', 'bytes=0-4,8-9', `bytes=0-${String(sound.length)}`, 'lines=1-2'])
      assert.deepEqual(
        { status: (await range(ignored)).status, bytes: (await range(ignored)).bytes },
        { status: 200, bytes: sound },
      )
  })

  it('is replaced as a whole', async () => {
    const message = await withSound(await newBox())
    const reply = await upload(`${message}/raw?filename=my%20greeting.ogg`, 'audio/ogg', 'other')
    assert.equal(reply.status, 201)
    assert.equal(fieldsOf(reply)['media_id'], message.split('/').at(-1))
    const raw = await client.get(`${message}/raw`)
    assert.equal(raw.text, 'other')
    assert.equal(raw.headers.get('content-type'), 'audio/ogg')
    const { documents } = server.running.edge.services
    const id = message.split('/').at(-1) ?? ''
    assert.deepEqual(
      (await documents.attachments(client.accountId, id)).map(({ name, bytes }) => ({ name, bytes })),
      [{ name: 'mygreeting.ogg', bytes: 5 }],
    )
    assert.equal((await documents.find(client.accountId, id))?.body['media_filename'], 'mygreeting.ogg')
  })

  it('has to be one file of a type that is taken', async () => {
    const box = await newBox()
    const message = await withSound(box)
    const two = multipart(envelope({}), ['audio/mp3', 'a'], ['audio/mp3', 'b'])
    assert.deepEqual(validatorsOf(await client.put(`${box}/messages`, undefined, two)), {
      file: ['maxItems'],
    })
    assert.deepEqual(validatorsOf(await client.put(`${message}/raw`, undefined, two)), { file: ['maxItems'] })
    assert.deepEqual(validatorsOf(await client.put(`${message}/raw`, {})), { file: ['required'] })
    assert.equal((await upload(`${message}/raw`, 'image/png')).status, 415)
    assert.equal((await upload(`${box}/messages`, 'image/png')).status, 415)
    assert.equal((await upload(`${box}/messages/202611-${'0'.repeat(32)}/raw`, 'audio/mp3')).status, 404)
    assert.deepEqual((await client.get(`${message}/raw`)).bytes, sound)
  })

  it('is missing where none was left', async () => {
    const box = await newBox()
    const id = idOf(await client.put(`${box}/messages`, {}))
    const reply = await client.get(`${box}/messages/${id}/raw`)
    assert.equal(reply.status, 404)
    assert.equal(reply.body['message'], 'bad_identifier')
    assert.deepEqual(reply.data, { cause: 'The message has no sound', message: 'bad identifier' })
    assert.equal(reply.headers.get('content-type'), 'application/json')
  })

  it('goes with the message when it is moved or copied', async () => {
    const box = await newBox()
    const target = await newBox()
    const id = target.split('/').at(-1) ?? ''
    const copied = await client.post(await withSound(box, '1'), { source_id: [id] })
    const [copy] = fieldsOf(copied)['succeeded'] as string[]
    assert.deepEqual((await client.get(`${target}/messages/${String(copy)}/raw`)).bytes, sound)
    const moved = await client.post(await withSound(box, '2'), { source_id: id })
    assert.deepEqual(
      (await client.get(`${target}/messages/${textAt(fieldsOf(moved), 'media_id')}/raw`)).bytes,
      sound,
    )
  })

  it('can be had by a link without a token', async () => {
    const message = await withSound(await newBox())
    const link = deflateRawSync(Buffer.from(`${message}/raw`)).toString('hex')
    assert.deepEqual((await client.anonymous().get(`/${link}`)).bytes, sound)
    assert.equal((await client.anonymous().get(`${message}/raw`)).status, 401)
  })
})

describe('sound of several messages', () => {
  before(signIn)

  it('comes as one archive', async () => {
    const box = await newBox()
    const first = await withSound(box, '100')
    const second = await withSound(box, '100', Buffer.from('second'))
    const silent = idOf(await client.put(`${box}/messages`, {}))
    const ids = [first, second].map((path) => path.split('/').at(-1) ?? '')
    const reply = await client.post(
      `${box}/messages/raw`,
      { messages: [...ids, silent, 'nobody'] },
      { headers: { accept: 'application/zip', 'x-request-id': 'archive-1' } },
    )
    assert.equal(reply.status, 200)
    assert.equal(reply.headers.get('content-type'), 'application/zip')
    assert.equal(reply.headers.get('content-disposition'), 'attachment; filename=archive-1.zip')
    assert.deepEqual(unzip(reply.bytes), {
      '100_2026-11-01_13:05:07.mp3': sound.toString(),
      '1_100_2026-11-01_13:05:07.mp3': 'second',
    })
  })

  it('leaves no file open when the client goes away', { skip: process.platform !== 'linux' }, async () => {
    const box = await newBox()
    const large = await withSound(box, '100', randomBytes(6_000_000))
    const body = JSON.stringify({ data: { messages: [large.split('/').at(-1)] } })
    const leaving = new AbortController()
    const response = await fetch(`${server.url}${box}/messages/raw`, {
      method: 'POST',
      headers: { 'x-auth-token': client.token ?? '', 'content-type': 'application/json' },
      body,
      signal: leaving.signal,
    })
    await response.body?.getReader().read()
    assert.notDeepEqual(await openBlobs(), [])
    leaving.abort()
    for (let tries = 0; (await openBlobs()).length > 0 && tries < 100; tries += 1) await setTimeout(20)
    assert.deepEqual(await openBlobs(), [])
  })

  it('has to be asked for, and to be there', async () => {
    const box = await newBox()
    const silent = idOf(await client.put(`${box}/messages`, {}))
    assert.deepEqual(validatorsOf(await client.post(`${box}/messages/raw`, {})), { messages: ['required'] })
    const nothing = await client.post(`${box}/messages/raw`, { messages: [silent] })
    assert.equal(nothing.status, 404)
    assert.deepEqual(nothing.data, { message: 'not found' })
    const nowhere = await client.post(`${boxes}/${'0'.repeat(32)}/messages/raw`, { messages: [silent] })
    assert.equal(nowhere.status, 404)
    assert.equal((await client.get(`${box}/messages/raw`)).status, 405)
  })
})

describe('conversion of sound', () => {
  before(signIn)

  it('keeps the original when it fails', async () => {
    await configure(server, 'crossbar.voicemail', { normalize_media: true })
    const failing = mock.method(server.running.edge.services.converter, 'convert', async () => {
      const { ConversionFailure } = await import('../../src/outside/converter/port.ts')
      return new ConversionFailure('no converter')
    })
    const message = await withSound(await newBox())
    failing.mock.restore()
    await configure(server, 'crossbar.voicemail', {})
    assert.deepEqual((await client.get(`${message}/raw`)).bytes, sound)
    const stored = await server.running.edge.services.documents.find(
      client.accountId,
      message.split('/').at(-1) ?? '',
    )
    assert.equal(stored?.body['normalization_error'], 'the file could not be converted')
  })

  it('serves the format of the box and keeps the original beside it', async () => {
    await configure(server, 'crossbar.voicemail', { normalize_media: true })
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
    const message = await withSound(await newBox({ media_extension: 'wav' }))
    converting.mock.restore()
    await configure(server, 'crossbar.voicemail', {})
    assert.deepEqual(wanted, [{ from: 'mp3', to: 'wav', sampleRate: 16_000 }])
    const raw = await client.get(`${message}/raw`)
    assert.equal(raw.text, 'converted')
    assert.equal(raw.headers.get('content-type'), 'audio/x-wav')
    const kept = await server.running.edge.services.documents.attachments(
      client.accountId,
      message.split('/').at(-1) ?? '',
    )
    assert.deepEqual(
      kept.map(({ name }) => name),
      ['normalized_media.wav', 'original_media.mp3'],
    )
  })
})

/** Files of the blob store that this process has open. */
async function openBlobs(): Promise<readonly string[]> {
  const descriptors = await readdir('/proc/self/fd')
  const targets = await Promise.all(
    descriptors.map((descriptor) => readlink(`/proc/self/fd/${descriptor}`).catch(() => '')),
  )
  return targets.filter((target) => target.startsWith(`${server.folder}/blobs/`))
}

/** Files of a ZIP archive that are stored without compression, read from its central directory. */
function unzip(archive: Buffer): Record<string, string> {
  const files: Record<string, string> = {}
  const end = archive.lastIndexOf(Buffer.from('PK\u0005\u0006'))
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const bytes = archive.readUInt32LE(at + 20)
    const nameLength = archive.readUInt16LE(at + 28)
    const local = archive.readUInt32LE(at + 42)
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    files[archive.toString('utf8', at + 46, at + 46 + nameLength)] = archive.toString(
      'utf8',
      start,
      start + bytes,
    )
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return files
}
