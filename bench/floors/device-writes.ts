import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import type { SampleWrite } from '../sample-write.ts'
import { migrate } from '../../src/store/sqlite/migrations.ts'
import { configuration, listen } from './listen.ts'

/*
 * A bare HTTP server that writes the rows of a new device, as many and as long as Crossbar's, and
 * answers once they are on disk. It checks nothing: the rows are those of a sample, with the serial
 * number from the request and a new id in place of the sample's. Either each request is a transaction
 * of its own, or those that wait at the same moment share one.
 */
const { file, grouped, sample, headers } = configuration() as {
  file: string
  grouped: boolean
  sample: SampleWrite
  headers: Record<string, string>
}
const { account } = sample

const database = new DatabaseSync(file)
database.exec('PRAGMA page_size = 8192; PRAGMA journal_mode = WAL')
migrate(database, file)
database.exec('PRAGMA synchronous = FULL; PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 4096')
const begin = database.prepare('BEGIN IMMEDIATE')
const commit = database.prepare('COMMIT')
const insertDocument = database.prepare(
  `INSERT INTO documents (db, id, type, rev, created, modified, deleted, body, hidden)
   VALUES (?, ?, 'device', ?, ?, ?, 0, ?, ?)`,
)
const insertRow = database.prepare(
  'INSERT INTO view_rows (view, sort_key, id, document, key, value) VALUES (?, ?, ?, ?, ?, ?)',
)
const insertKey = database.prepare(
  'INSERT INTO unique_keys (scope, name, value, document) VALUES (?, ?, ?, ?)',
)
const insertView = database.prepare('INSERT INTO views (db, name) VALUES (?, ?)')

/** The same text for another device. */
type Template = (serial: string, id: string) => string

function template(text: string): Template {
  const pieces = text.split(sample.serial).map((piece) => piece.split(sample.id))
  return (serial, id) => pieces.map((piece) => piece.join(id)).join(serial)
}

const body = template(sample.body)
const hidden = template(sample.hidden)
const answer = template(sample.answer)
const rows = sample.rows.map((row) => ({
  view: insertView.run(account, row.view).lastInsertRowid,
  sortKey: Buffer.from(row.sortKey, 'base64'),
  key: template(row.key),
  value: template(row.value),
}))
const keys = sample.keys.map((key) => ({ ...key, value: template(key.value) }))

let count = 0

/** Keys of ascending order and of the sample's length; what the bytes are does not matter to the database. */
function nextSortKey(like: Buffer): Buffer {
  const key = Buffer.from(like)
  key.writeUInt32BE(count, Math.max(0, key.length - 8))
  return key
}

function insert(serial: string): string {
  count += 1
  const id = `${sample.id.slice(0, 16)}${count.toString(16).padStart(16, '0')}`
  const now = Math.floor(Date.now() / 1000)
  const { lastInsertRowid: document } = insertDocument.run(
    account,
    id,
    sample.rev,
    now,
    now,
    body(serial, id),
    hidden(serial, id),
  )
  for (const { view, sortKey, key, value } of rows)
    insertRow.run(view, nextSortKey(sortKey), id, document, key(serial, id), value(serial, id))
  for (const { scope, name, value } of keys) insertKey.run(scope, name, value(serial, id), document)
  return answer(serial, id)
}

interface Waiting {
  readonly serial: string
  readonly response: ServerResponse
}

let waiting: Waiting[] = []

function write(serial: string, response: ServerResponse): void {
  if (!grouped) {
    begin.run()
    const text = insert(serial)
    commit.run()
    send(response, text)
    return
  }
  waiting.push({ serial, response })
  if (waiting.length === 1) setImmediate(writeGroup)
}

function writeGroup(): void {
  const group = waiting
  waiting = []
  begin.run()
  const texts = group.map(({ serial }) => insert(serial))
  commit.run()
  for (const [at, { response }] of group.entries()) send(response, texts[at] ?? '')
}

function send(response: ServerResponse, text: string): void {
  response.writeHead(201, { ...headers, 'content-length': String(Buffer.byteLength(text)) })
  response.end(text)
}

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  const { data } = JSON.parse(Buffer.concat(chunks).toString()) as { data: { name: string } }
  write(data.name.slice(-sample.serial.length), response)
}

listen(createServer((request, response) => void receive(request, response)))
