import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { isJsonObject } from '../../src/json.ts'
import { FileBlobs } from '../../src/outside/blobs/files.ts'
import { Client } from '../harness/client.ts'
import { ServerProcess } from './server-process.ts'

const rounds = 20
const writers = 12
const settings = {
  CROSSBAR_MASTER_REALM: 'master.test',
  CROSSBAR_MASTER_USERNAME: 'admin',
  CROSSBAR_MASTER_PASSWORD: 'correct horse',
  CROSSBAR_SYNCHRONOUS: 'full',
}

/** What the server said it has. */
interface Acknowledged {
  /** Path → name it was last acknowledged with, and the name that may have been written after that. */
  readonly names: Map<string, { known: string; tried?: string }>
  /** Path → content that was uploaded to it. */
  readonly contents: Map<string, string>
}

describe('a server that is killed while it writes', () => {
  let folder: string

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossbar-kill-'))
  })
  after(() => rm(folder, { recursive: true, force: true }))

  it(`has every acknowledged write when it is back, ${String(rounds)} times over`, async () => {
    const said: Acknowledged = { names: new Map(), contents: new Map() }
    for (let round = 0; round < rounds; round += 1) {
      const server = await ServerProcess.start(folder, settings)
      const client = await signedIn(server)
      await allThere(client, said)
      const writing = Array.from({ length: writers }, (_, writer) =>
        write(client, said, `${String(round)}-${String(writer)}`),
      )
      await pause(200 + Math.random() * 400)
      await server.kill()
      await Promise.all(writing)
      await isWhole(folder)
    }
    assert.ok(said.names.size > rounds * 2, 'too little was written for the test to mean anything')
    const server = await ServerProcess.start(folder, settings)
    await allThere(await signedIn(server), said)
    await server.kill()
  })
})

function signedIn(server: ServerProcess): Promise<Client> {
  return new Client(server.url).signIn('admin', 'correct horse', { account_realm: 'master.test' })
}

/** Creates, changes and uploads until the connection breaks. */
async function write(client: Client, said: Acknowledged, writer: string): Promise<void> {
  const account = `/v2/accounts/${client.accountId}`
  try {
    for (let count = 0; ; count += 1) {
      const name = `${writer}-${String(count)}`
      const user = await client.put(`${account}/users`, {
        first_name: name,
        last_name: 'L',
        username: `u${name}`,
      })
      if (user.status === 201) said.names.set(`${account}/users/${idOf(user.data)}`, { known: name })
      const media = await client.put(`${account}/media`, { name, streamable: true })
      if (media.status !== 201) continue
      const path = `${account}/media/${idOf(media.data)}`
      said.names.set(path, { known: name })
      const changed = said.names.get(path)
      if (changed) changed.tried = `${name} again`
      const replaced = await client.post(path, { name: `${name} again`, streamable: true })
      if (replaced.status === 200) said.names.set(path, { known: `${name} again` })
      const upload = await client.post(`${path}/raw`, undefined, {
        raw: `sound of ${name}`,
        headers: { 'content-type': 'audio/mpeg' },
      })
      if (upload.status === 200) said.contents.set(path, `sound of ${name}`)
    }
  } catch {
    // The server is gone.
  }
}

async function allThere(client: Client, said: Acknowledged): Promise<void> {
  for (const [path, { known, tried }] of said.names) {
    const reply = await client.get(path)
    assert.equal(reply.status, 200, `${path} was acknowledged and is not there`)
    const data = isJsonObject(reply.data) ? reply.data : {}
    const name = String(data['first_name'] ?? data['name'])
    assert.ok(name === known || name === tried, `${path} is ${name}, not ${known}`)
  }
  for (const [path, content] of said.contents) {
    const reply = await client.get(`${path}/raw`)
    assert.deepEqual([reply.status, reply.text], [200, content], `content of ${path}`)
  }
}

/** Looks into the files: nothing derived without its document, nothing half. */
async function isWhole(folder: string): Promise<void> {
  const database = new DatabaseSync(join(folder, 'crossbar.db'))
  const count = (sql: string): unknown => database.prepare(sql).get()?.['n']
  const there = 'select 1 from documents d where d.db = t.db and d.id = t.id and d.deleted = 0'
  assert.equal(database.prepare('pragma integrity_check').get()?.['integrity_check'], 'ok')
  const owner = 'select 1 from documents d where d.number = t.document and d.deleted = 0'
  const ownId = `${owner} and d.id = t.id and d.db = (select n.db from views n where n.number = t.view)`
  assert.equal(count(`select count(*) n from view_rows t where not exists (${ownId})`), 0)
  assert.equal(count(`select count(*) n from unique_keys t where not exists (${owner})`), 0)
  assert.equal(count(`select count(*) n from attachments t where not exists (${there})`), 0)
  assert.equal(
    count('select count(*) n from documents where not json_valid(body) or not json_valid(hidden)'),
    0,
  )
  const digests = database.prepare('select distinct digest from attachments').all()
  database.close()
  const blobs = new FileBlobs(join(folder, 'blobs'))
  for (const { digest } of digests) assert.equal(await blobs.verify(String(digest)), 'sound')
  assert.ok((await readdir(folder)).includes('secret.key'))
}

function idOf(data: unknown): string {
  return isJsonObject(data) ? String(data['id']) : ''
}
