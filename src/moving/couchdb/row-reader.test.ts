import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { RowReader } from './row-reader.ts'

interface Told {
  readonly rows: readonly unknown[]
  readonly contents: readonly string[]
  readonly complete: boolean
}

/** Reads a text in pieces of a size. */
function read(text: string, size: number): Told {
  const reader = new RowReader()
  const bytes = Buffer.from(text)
  const rows: unknown[] = []
  const contents: string[] = []
  let content = ''
  for (let at = 0; at < bytes.length; at += size)
    for (const found of reader.read(bytes.subarray(at, at + size))) {
      if (found.event === 'data') content += found.base64.toString()
      else if (found.event === 'row') rows.push(JSON.parse(found.text))
      else if (found.event === 'dataEnd') {
        contents.push(content)
        content = ''
      }
    }
  return { rows, contents, complete: reader.complete }
}

const sizes = [1, 2, 3, 7, 64, 100_000]

describe('RowReader', () => {
  it('reads rows as CouchDB writes them, and hands on what is attached', () => {
    const text = `{"total_rows":2,"offset":0,"rows":[\r
{"id":"a","key":"a","value":{"rev":"1-a"},"doc":{"_id":"a","name":"Zoë \\"{[\\\\","_attachments":{"x.mp3":{"content_type":"audio/mp3","data":"AAEC"},"y":{"data":"Aw\\/=","stub":false}},"flow":{"data":"not content"}}},\r
{"id":"b","key":"b","value":{"rev":"1-b"},"doc":{"_id":"b","data":"neither","list":[{"rows":[{}]}],"n":-1.5e3,"t":true,"z":null}}\r
]}\r
`
    for (const size of sizes)
      assert.deepEqual(
        read(text, size),
        {
          rows: [
            {
              id: 'a',
              key: 'a',
              value: { rev: '1-a' },
              doc: {
                _id: 'a',
                name: 'Zoë "{[\\',
                _attachments: {
                  'x.mp3': { content_type: 'audio/mp3', data: '0' },
                  y: { data: '1', stub: false },
                },
                flow: { data: 'not content' },
              },
            },
            {
              id: 'b',
              key: 'b',
              value: { rev: '1-b' },
              doc: { _id: 'b', data: 'neither', list: [{ rows: [{}] }], n: -1500, t: true, z: null },
            },
          ],
          contents: ['AAEC', 'Aw/='],
          complete: true,
        },
        `pieces of ${String(size)}`,
      )
  })

  it('reads rows however they are broken into lines, and names with escapes', () => {
    const text =
      '{ "rows" : [ {"doc" : {"_id":"a", "_attachments":\n{"q\\"u\\u00e9":\n{ "d\\u0061ta" : "QQ==" }}}},{"doc":{}} ] , "update_seq" : [1] }'
    for (const size of sizes)
      assert.deepEqual(read(text, size), {
        rows: [{ doc: { _id: 'a', _attachments: { 'q"ué': { data: '0' } } } }, { doc: {} }],
        contents: ['QQ=='],
        complete: true,
      })
  })

  it('reads lists of documents, too', () => {
    const told = read('{"docs":[{"_id":"a","_attachments":{"f":{"data":"QQ=="}}}]}', 5)
    assert.deepEqual(told.rows, [{ _id: 'a', _attachments: { f: { data: '0' } } }])
    assert.deepEqual(told.contents, ['QQ=='])
  })

  it('tells when the file ends too early, or is something else', () => {
    const whole = '{"rows":[{"doc":{"_id":"a","_attachments":{"f":{"data":"QQ=="}}}},{"doc":{"_id":"b"}}]}'
    for (let end = 1; end < whole.length; end += 1) assert.equal(read(whole.slice(0, end), 9).complete, false)
    assert.equal(read(whole, 9).complete, true)
    assert.equal(read('{"rows":[]}', 9).complete, true)
    assert.equal(read('{"error":"not_found","reason":"missing"}', 9).complete, false)
    assert.equal(read('[{"rows":[]}]', 9).complete, false)
    assert.equal(read(`${whole}\n${whole}`, 9).complete, true)
    assert.equal(read(`${whole}\n${whole.slice(0, -2)}`, 9).complete, false, 'of two, the second breaks off')
  })

  it('hands on no escapes as content, except for slashes', () => {
    const row = (data: string): string => `{"rows":[{"doc":{"_attachments":{"f":{"data":"${data}"}}}}]}`
    for (const size of sizes) {
      assert.deepEqual(read(row('a\\/b'), size).contents, ['a/b'])
      assert.deepEqual(read(row('ab\\ncd'), size).contents, ['ab*cd'])
    }
  })

  it('holds no contents of attachments', () => {
    const reader = new RowReader()
    reader.read(Buffer.from('{"rows":[{"doc":{"_id":"a","_attachments":{"f":{"data":"'))
    const piece = Buffer.alloc(1_000_000, 'A')
    let handed = 0
    for (let n = 0; n < 200; n += 1)
      for (const found of reader.read(piece)) handed += found.event === 'data' ? found.base64.length : 0
    assert.equal(handed, 200_000_000)
    const events = reader.read(Buffer.from('"}}}}]}'))
    assert.deepEqual(
      events.map(({ event }) => event),
      ['dataEnd', 'row'],
    )
    assert.equal(reader.complete, true)
  })

  it('passes over rows that are too long, and goes on behind them', () => {
    const reader = new RowReader()
    const events = [
      ...reader.read(Buffer.from('{"rows":[{"doc":{"text":"')),
      ...Array.from({ length: 70 }, () => reader.read(Buffer.alloc(1_000_000, 'x'))).flat(),
      ...reader.read(Buffer.from('"}},{"id":"next"}]}')),
    ]
    assert.deepEqual(events, [
      { event: 'refused', reason: 'the row is too long' },
      { event: 'row', text: '{"id":"next"}' },
    ])
  })

  it('makes no other text of what is not UTF-8', () => {
    const reader = new RowReader()
    assert.deepEqual(
      reader.read(Buffer.from('{"rows":[{"doc":{"name":"Zo\u00eb"}},{"id":"next"}]}', 'latin1')),
      [
        { event: 'refused', reason: 'the row is not UTF-8' },
        { event: 'row', text: '{"id":"next"}' },
      ],
    )
  })
})
