import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createServer, request, type IncomingMessage, type RequestOptions } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { answer, failed, invalidField, type Failure } from '../../failures.ts'
import type { RequestBody } from '../../modules/declaration/context.ts'
import { clientGone } from './faults.ts'
import { readBody } from './read-body.ts'
import type { BodyOptions, StoredUpload } from './types.ts'

const limit = 8_000_000
const kept = new Map<string, Buffer>()
let overrides: Partial<BodyOptions> = {}
let results: (result: RequestBody | Failure | Error) => void = () => undefined

async function storeUpload(content: Readable): Promise<StoredUpload> {
  const chunks: Buffer[] = []
  for await (const chunk of content) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const digest = createHash('sha256').update(bytes).digest('hex')
  kept.set(digest, bytes)
  return { digest, bytes: bytes.length }
}

const server = createServer((incoming, outgoing) => {
  const options = { maxUploadSize: limit, storeUpload, now: () => 63_900_000_000, ...overrides }
  readBody({ headers: incoming.headers, stream: incoming }, options).then(
    (result) => {
      outgoing.end('done')
      results(result)
    },
    (error: unknown) => {
      outgoing.writeHead(500).end()
      results(error instanceof Error ? error : new Error('not an error'))
    },
  )
})
let port = 0
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
after(() => {
  server.closeAllConnections()
  server.close()
})

interface Sent {
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly options?: Partial<BodyOptions>
  readonly method?: string
}

/** Sends a body through a real server; gives what the reading of it came to. */
async function send(
  body: string | Buffer | Readable | undefined,
  sent: Sent = {},
): Promise<RequestBody | Failure> {
  overrides = sent.options ?? {}
  const result = new Promise<RequestBody | Failure | Error>((resolve) => (results = resolve))
  const headers = { ...(sent.type !== undefined && { 'content-type': sent.type }), ...sent.headers }
  const options: RequestOptions = { port, method: sent.method ?? 'PUT', headers }
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request(options, resolve).on('error', reject)
    if (body instanceof Readable) body.pipe(outgoing)
    else outgoing.end(body)
  })
  ;(await answered).resume()
  const outcome = await result
  if (outcome instanceof Error) throw outcome
  return outcome
}

async function ok(...args: Parameters<typeof send>): Promise<RequestBody> {
  const result = await send(...args)
  if (failed(result)) assert.fail(JSON.stringify(result.detail))
  return result
}

async function errors(...args: Parameters<typeof send>): Promise<unknown> {
  const result = await send(...args)
  assert.ok(failed(result), 'the body was taken')
  return result.detail.kind === 'validation' ? result.detail.errors : result.detail
}

function invalidJson(message: string): unknown {
  return { json: { invalid: { message, target: 'body' } } }
}

const maxSize = {
  file: { maxSize: { message: 'At most 8000000 bytes can be sent at once', target: 8_000_000 } },
}
const badBase64 = { file: { encoding: { message: 'The content is not valid base64' } } }
const dataRequired = (value: unknown) => ({
  data: { required: { message: 'The body needs the key "data"', value } },
})

describe('a JSON body', () => {
  it('is an envelope with normalised keys and without top-level nulls', async () => {
    const body = '{"Data":{"Name":"a","x":null},"Accept-Charges":true,"verb":null}'
    const expected = {
      envelope: { data: { Name: 'a', x: null }, accept_charges: true },
      data: { Name: 'a', x: null },
      hasEnvelope: true,
      files: [],
    }
    for (const type of [
      undefined,
      'application/json',
      'application/x-json',
      'APPLICATION/JSON; charset=utf-8',
    ]) {
      assert.deepEqual(await ok(body, type === undefined ? {} : { type }), expected)
    }
  })

  it('may be absent or empty, whatever the method', async () => {
    const expected = { envelope: {}, data: {}, hasEnvelope: false, files: [] }
    assert.deepEqual(await ok(undefined, { method: 'GET' }), expected)
    assert.deepEqual(await ok('', { type: 'application/json' }), expected)
    assert.deepEqual(await ok(Readable.from([]), { type: 'application/json' }), expected)
  })

  it('arrives in pieces cut anywhere', async () => {
    const body = Buffer.from('{"data":{"name":"Zürich ☎"}}')
    const pieces = Readable.from(Array.from(body, (byte) => Buffer.of(byte)))
    assert.deepEqual((await ok(pieces)).data, { name: 'Zürich ☎' })
  })

  it('may have an array as data, and a byte order mark', async () => {
    assert.deepEqual((await ok('\uFEFF{"data":[1,2]}')).data, [1, 2])
  })

  it('needs data, being an object or an array', async () => {
    assert.deepEqual(await errors('{"name":"a"}'), dataRequired({ name: 'a' }))
    assert.deepEqual(await errors('{"data":null,"a":1}'), dataRequired({ a: 1 }))
    assert.deepEqual(
      await errors('{"data":"a"}', { method: 'DELETE', headers: { 'content-length': '12' } }),
      {
        data: {
          type: { message: '"data" must be an object or an array', target: 'object, array', value: 'a' },
        },
      },
    )
  })

  it('needs no data where no envelope is asked for', async () => {
    const body = await ok('{"event":1}', { options: { requireEnvelope: false } })
    assert.deepEqual(body, { envelope: { event: 1 }, data: {}, hasEnvelope: true, files: [] })
  })

  it('is refused with the reason and its place', async () => {
    assert.deepEqual(await errors('{"data":{"a":}}'), invalidJson('unexpected character around 13'))
    assert.deepEqual(await errors('{"é":x}'), invalidJson('unexpected character around 6'))
    assert.deepEqual(await errors('[1]'), invalidJson('The body must be one JSON object'))
    assert.deepEqual(
      await errors(Buffer.from([0x7b, 0x22, 0xff, 0x22])),
      invalidJson('not valid UTF-8 around 2'),
    )
    assert.deepEqual(await errors('{"data":{"n":1e999}}'), invalidJson('number out of range around 13'))
    const deep = `{"data":${'['.repeat(300)}${']'.repeat(300)}}`
    assert.deepEqual(await errors(deep), invalidJson('nesting deeper than 200 around 207'))
    assert.deepEqual(await errors('['.repeat(1_000_000)), invalidJson('nesting deeper than 200 around 200'))
  })

  it('cannot set a prototype', async () => {
    const body = await ok(
      '{"__PROTO__":{"a":1},"--proto--":{"b":1},"data":{"x":{"__proto__":{"admin":true}},"constructor":1}}',
    )
    assert.deepEqual(Object.keys(body.envelope), ['data'])
    assert.deepEqual(JSON.stringify(body.data), '{"x":{},"constructor":1}')
    assert.equal(Object.getPrototypeOf(body.envelope), Object.prototype)
  })

  it('has a size limit, told by its length or found while reading', async () => {
    const large = Buffer.alloc(limit + 1, ' ')
    assert.deepEqual(await errors(large, { type: 'application/json' }), maxSize)
    assert.deepEqual(await errors(Readable.from([large]), { type: 'application/json' }), maxSize)
  })

  it('with a malformed content type is 400 without a body', async () => {
    assert.deepEqual(await errors('{}', { type: 'json' }), { kind: 'empty', status: 400 })
  })
})

describe('a form body', () => {
  const type = 'application/x-www-form-urlencoded'

  it('with one bare key is JSON, as curl sends it', async () => {
    assert.deepEqual((await ok('{"data":{"name":"50% off"}}', { type })).data, { name: '50% off' })
    assert.deepEqual((await ok('{"data":{"name":"a+b"}}', { type })).data, { name: 'a+b' })
  })

  it('must otherwise pass the envelope check', async () => {
    assert.deepEqual(await errors('a=1&b=x%20y', { type }), dataRequired({ a: '1', b: 'x y' }))
    assert.deepEqual(await errors('', { type }), dataRequired({}))
    assert.deepEqual(await errors('data=1+2', { type }), {
      data: {
        type: { message: '"data" must be an object or an array', target: 'object, array', value: '1 2' },
      },
    })
  })
})

describe('a file as the whole body', () => {
  it('goes to the store with its type, length and name', async () => {
    const body = await ok('sound', { type: 'Audio/MPEG; rate=8000', options: { filename: 'hello.mp3' } })
    assert.deepEqual(body, {
      envelope: {},
      data: {},
      hasEnvelope: false,
      files: [{ filename: 'hello.mp3', contentType: 'audio/mpeg', bytes: 5, digest: digestOf('sound') }],
    })
    assert.equal(kept.get(digestOf('sound'))?.toString(), 'sound')
  })

  it('is named after the time without a name, and absent without bytes', async () => {
    assert.equal((await ok('x', { type: 'image/png' })).files[0]?.filename, 'uploaded_file_63900000000')
    assert.deepEqual((await ok(undefined, { type: 'image/png', method: 'GET' })).files, [])
    assert.deepEqual((await ok(Readable.from([]), { type: 'image/png' })).files, [])
  })

  it('may be as large as the limit and no larger', async () => {
    const body = await ok(Buffer.alloc(limit), { type: 'application/pdf' })
    assert.equal(body.files[0]?.bytes, 8_000_000)
    const before = kept.size
    assert.deepEqual(await errors(Buffer.alloc(limit + 1), { type: 'application/pdf' }), maxSize)
    assert.equal(kept.size, before)
  })

  it('fails as the store fails', async () => {
    const full = answer(503, 'datastore fatal error')
    const failing = { type: 'image/png', options: { storeUpload: async () => full } }
    assert.equal(await send('x', failing), full)
    const broken = { type: 'image/png', options: { storeUpload: () => Promise.reject(new Error('disk')) } }
    await assert.rejects(send('x', broken), /^Error: disk$/)
  })
})

describe('a base64 body', () => {
  const one = async (body: string, type: string, headers: Record<string, string> = {}) => {
    const { files } = await ok(body, { type, headers, options: { filename: 'ignored' } })
    return [files[0]?.contentType, kept.get(files[0]?.digest ?? '')?.toString(), files[0]?.filename]
  }
  const name = 'uploaded_file_63900000000'

  it('is decoded, with blanks and without padding', async () => {
    assert.deepEqual(await one('aGVs bG8\r\n', 'application/base64'), ['application/base64', 'hello', name])
    assert.deepEqual(await one('aGVsbG8=', 'application/x-base64'), ['application/base64', 'hello', name])
  })

  it('may be a data URI, whose type counts', async () => {
    const uri = (head: string) => one(`data:${head},aGVsbG8=`, 'application/base64')
    assert.deepEqual(await uri('audio / mp3;base64'), ['audio/mp3', 'hello', name])
    assert.deepEqual(await uri('audio/mp3;rate=8'), ['audio/mp3', 'hello', name])
    assert.deepEqual(await uri('application/base64;base64'), ['application/octet-stream', 'hello', name])
    assert.deepEqual(await uri('nonsense;base64'), ['application/base64', 'hello', name])
  })

  it('may be any type with a transfer encoding', async () => {
    const encoded = { 'content-transfer-encoding': 'base64' }
    assert.deepEqual(await one('aGVsbG8=', 'audio/mpeg', encoded), ['audio/mpeg', 'hello', name])
  })

  it('is refused when it is none', async () => {
    for (const bad of [
      'aGVs*G8=',
      'aGVsbG8=aGVs',
      'a',
      'text,aGVs',
      `data:${'a'.repeat(2000)},aGVs`,
      '====',
    ]) {
      assert.deepEqual(await errors(bad, { type: 'application/base64' }), badBase64, bad)
    }
  })

  it('is the same however it is cut', async () => {
    const content = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 256))
    const text = `data:audio/mp3;base64,${content.toString('base64')}`
    for (const size of [1, 7, 1000]) {
      const pieces = text.match(new RegExp(`.{1,${size}}`, 'g')) ?? []
      const { files } = await ok(Readable.from(pieces), { type: 'application/base64' })
      assert.equal(files[0]?.digest, digestOf(content), `cut every ${size}`)
    }
  })
})

function digestOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

function parts(...blocks: string[]): string {
  return blocks.map((block) => `--xx\r\n${block}\r\n`).join('') + '--xx--\r\n'
}

describe('a multipart body', () => {
  const type = 'multipart/mixed; boundary=xx'
  const json = 'Content-Type: application/json\r\n\r\n{"data":{"a":1}}'

  it('carries an envelope and files, in order', async () => {
    const body = parts(
      json,
      'Content-Type: audio/mp3\r\nContent-Disposition: form-data; name="f"; filename="own.mp3"\r\n\r\none',
      'Content-Type: application/json; charset=utf-8\r\n\r\n{"not":"read"}',
      'Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\ndHdv',
    )
    for (const multipart of [type, 'multipart/form-data; boundary="xx"']) {
      const result = await ok(body, { type: multipart })
      assert.deepEqual(result.envelope, { data: { a: 1 } })
      assert.deepEqual(
        result.files.map((file) => [file.filename, file.contentType, kept.get(file.digest)?.toString()]),
        [
          ['uploaded_file_63900000000', 'audio/mp3', 'one'],
          ['uploaded_file_63900000000', 'application/json; charset=utf-8', '{"not":"read"}'],
          ['uploaded_file_63900000000', 'image/png', 'two'],
        ],
      )
    }
  })

  it('is the same however it is cut', async () => {
    const body = parts(json, `Content-Type: audio/mp3\r\n\r\n${'\r\n--x'.repeat(500)}`)
    for (const size of [1, 13, 999]) {
      const pieces = body.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
      const { data, files } = await ok(Readable.from(pieces), { type })
      assert.deepEqual(data, { a: 1 })
      assert.equal(files[0]?.digest, digestOf('\r\n--x'.repeat(500)), `cut every ${size}`)
    }
  })

  it('takes the last JSON part, a part without a type as JSON, and the name from it', async () => {
    const body = parts(
      'Content-Type: audio/mp3\r\n\r\none',
      json,
      'Content-Disposition: form-data; name="data"\r\n\r\n{"data":{"b":2,"filename":"n.mp3"}}',
    )
    const result = await ok(body, { type })
    assert.deepEqual(result.data, { b: 2, filename: 'n.mp3' })
    assert.equal(result.files[0]?.filename, 'n.mp3')
  })

  it('fails with the first part that fails', async () => {
    const broken = parts('\r\n{"data":', 'Content-Type: audio/mp3\r\n\r\nx')
    assert.deepEqual(await errors(broken, { type }), invalidJson('unexpected end around 8'))
    assert.deepEqual(await errors(parts('\r\n{"a":1}'), { type }), dataRequired({ a: 1 }))
    const undecodable = parts('Content-Type: application/base64\r\n\r\n****')
    assert.deepEqual(await errors(undecodable, { type }), badBase64)
  })

  it('may have no parts', async () => {
    assert.deepEqual((await ok('--xx--\r\n', { type })).files, [])
  })

  it('is read as a form, then as JSON, when it is not multipart at all', async () => {
    const text = '{"data":{"n":"50%"}}'
    assert.deepEqual((await ok(text, { type })).data, { n: '50%' })
    assert.deepEqual((await ok(text, { type: 'multipart/form-data' })).data, { n: '50%' })
    assert.deepEqual(await errors('', { type }), dataRequired({}))
    assert.deepEqual(await errors('a=b', { type }), dataRequired({ a: 'b' }))
  })

  it('is refused when it ends early, keeping nothing of the cut part', async () => {
    const before = kept.size
    const cut = '--xx\r\nContent-Type: audio/mp3\r\n\r\ncut off here'
    const expected = invalidJson('The multipart body ends before its closing boundary')
    assert.deepEqual(await errors(cut, { type }), expected)
    assert.deepEqual(await errors('--xx\r\nContent-Type', { type }), expected)
    assert.equal(kept.size, before)
  })

  it('limits each part, the whole, and the number of parts', async () => {
    const part = `Content-Type: audio/mp3\r\n\r\n${'x'.repeat(limit + 1)}`
    assert.deepEqual(await errors(parts(part), { type }), maxSize)
    const many = parts(
      ...Array.from({ length: 3 }, () => `Content-Type: a/b\r\n\r\n${'y'.repeat(4_000_000)}`),
    )
    assert.deepEqual(await errors(many, { type }), maxSize)
    const small = parts(...Array.from({ length: 5000 }, () => json))
    assert.deepEqual(await errors(small, { type }), invalidJson('At most 200 parts can be sent'))
  })

  it('takes a part of the full size', async () => {
    const exact = parts(json, `Content-Type: audio/mp3\r\n\r\n${'x'.repeat(limit)}`)
    assert.equal((await ok(exact, { type })).files[0]?.bytes, 8_000_000)
  })

  it('goes on to later parts when the store ignores one', async () => {
    const ignoring = async (content: Readable, contentType: string): Promise<StoredUpload> => {
      if (contentType === 'a/large') return { digest: 'none', bytes: 1 }
      return storeUpload(content)
    }
    const body = parts(
      `Content-Type: a/large\r\n\r\n${'x'.repeat(1_000_000)}`,
      'Content-Type: a/b\r\n\r\nsmall',
    )
    const { files } = await ok(body, { type, options: { storeUpload: ignoring } })
    assert.equal(files[1]?.digest, digestOf('small'))
    const whole = await ok('x'.repeat(1_000_000), { type: 'a/large', options: { storeUpload: ignoring } })
    assert.equal(whole.files[0]?.digest, 'none')
  })
})

describe('a client that does not finish', () => {
  for (const type of [
    'application/json',
    'audio/mpeg',
    'multipart/mixed; boundary=xx',
    'application/base64',
  ]) {
    it(`ends the reading of ${type} at once`, async () => {
      overrides = {}
      const result = new Promise((resolve) => (results = resolve))
      const before = kept.size
      const socket = connect(port, '127.0.0.1')
      const head = `PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\nContent-Type: ${type}\r\n\r\n`
      const isBase64 = type === 'application/base64'
      socket.write(`${head}${isBase64 ? '' : '--xx\r\nContent-Type: audio/mp3\r\n\r\n'}aGVs`)
      setTimeout(() => socket.destroy(), 30)
      assert.equal(await result, clientGone)
      assert.equal(kept.size, before)
    })
  }
})

describe('what is left of a refused body', () => {
  it('is read away, so that the connection can be used again', async () => {
    overrides = {}
    const socket = connect(port, '127.0.0.1')
    const large = `PUT / HTTP/1.1\r\nHost: a\r\nContent-Type: json\r\nContent-Length: 1000000\r\n\r\n${'x'.repeat(1_000_000)}`
    socket.write(large)
    socket.write('PUT / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    let text = ''
    for await (const chunk of socket) text += String(chunk)
    assert.equal(text.match(/HTTP\/1\.1 200 OK/g)?.length, 2)
  })

  it('cuts the connection of a client that never stops', async () => {
    overrides = { maxUploadSize: 1000 }
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write('PUT / HTTP/1.1\r\nHost: a\r\nContent-Type: json\r\nTransfer-Encoding: chunked\r\n\r\n')
    const chunk = `200\r\n${'x'.repeat(512)}\r\n`
    const timer = setInterval(() => socket.writable && socket.write(chunk), 1)
    const closed = await new Promise((resolve) => socket.resume().on('close', () => resolve(true)))
    clearInterval(timer)
    assert.equal(closed, true)
  })
})

it('passes a validation failure of the store through unchanged', async () => {
  const refused = invalidField('file', 'forbidden', { message: 'no' })
  assert.equal(await send('x', { type: 'a/b', options: { storeUpload: async () => refused } }), refused)
})
