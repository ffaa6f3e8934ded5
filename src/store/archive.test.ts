import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { createHash } from 'node:crypto'
import { ArchiveRefused, createArchive, restoreArchive } from './archive.ts'
import type { ArchiveBlobs, ArchiveSummary } from './archive.ts'
import { create, db, key, row, sample } from './contract/samples.ts'
import { openStore } from './open.ts'
import type { Store } from './port.ts'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A place for binary content that is a map. */
class MemoryBlobs implements ArchiveBlobs {
  readonly contents = new Map<string, Buffer>()

  add(bytes: Buffer): string {
    this.contents.set(sha256(bytes), bytes)
    return sha256(bytes)
  }
  async open(digest: string): Promise<Readable | undefined> {
    const bytes = this.contents.get(digest)
    return bytes && Readable.from([bytes.subarray(0, 10), bytes.subarray(10)])
  }
  async has(digest: string): Promise<boolean> {
    return this.contents.has(digest)
  }
  async write(content: Readable): Promise<unknown> {
    return this.add(await buffer(content))
  }
  async remove(digest: string): Promise<void> {
    this.contents.delete(digest)
  }
}

describe('archives', () => {
  let root = ''
  let dataFolder = ''
  let file = ''
  let store: Store
  let blobs: MemoryBlobs
  const greeting = Buffer.from('RIFF a short greeting')
  const recording = Buffer.alloc(2_500_000, 'recording ')

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'crossbar-archive-'))
    dataFolder = join(root, 'data')
    file = join(root, 'archive')
    store = await openStore({ dataFolder, synchronous: 'off' })
    blobs = new MemoryBlobs()
    await store.commit([create(sample('x'), [row('v', 'k')], [key('n', 'x')]), create(sample('y'))])
    for (const [id, name, bytes] of [
      ['x', 'a', greeting],
      ['x', 'b', recording],
      ['y', 'a', greeting],
    ] as const) {
      const digest = blobs.add(bytes)
      const attachment = { db, id, name, contentType: 'audio/wav', bytes: bytes.length, digest, created: 1 }
      await store.commit([{ do: 'attach', attachment }])
    }
    blobs.add(Buffer.from('nobody refers to this'))
    await writeFile(join(dataFolder, 'secret.key'), Buffer.alloc(32, 7), { mode: 0o600 })
  })
  afterEach(async () => {
    await store.close()
    await rm(root, { recursive: true })
  })

  const archive = async (): Promise<ArchiveSummary> => {
    const made = await createArchive({ store, blobs, dataFolder, file })
    assert.ok(!(made instanceof ArchiveRefused))
    return made
  }
  /** Restores into `other` and gives back the reason of the refusal; checks that nothing is left behind. */
  const refusal = async (other = join(root, 'other'), into = new MemoryBlobs()): Promise<string> => {
    const names = await readdir(root, { recursive: true })
    const contents = [...into.contents.keys()]
    const refused = await restoreArchive({ file, dataFolder: other, blobs: into })
    assert.ok(refused instanceof ArchiveRefused)
    assert.deepEqual(await readdir(root, { recursive: true }), names)
    assert.deepEqual([...into.contents.keys()], contents)
    return refused.reason
  }
  const edit = (sql: string): void => {
    const connection = new DatabaseSync(file)
    connection.exec(sql)
    connection.close()
  }

  it('what was archived is restored: documents, rows, keys, content and the secret key', async () => {
    const made = await archive()
    assert.equal(made.blobs, 2)
    assert.deepEqual(made.missing, [])
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    assert.deepEqual((await readdir(root)).sort(), ['archive', 'data'])

    const target = join(root, 'deep', 'other')
    const restoredBlobs = new MemoryBlobs()
    const restored = await restoreArchive({ file, dataFolder: target, blobs: restoredBlobs })
    assert.deepEqual(restored, made)
    assert.deepEqual((await readdir(target)).sort(), ['crossbar.db', 'secret.key'])
    for (const name of ['crossbar.db', 'secret.key']) {
      assert.equal((await stat(join(target, name))).mode & 0o777, 0o600, name)
    }
    assert.deepEqual(await readFile(join(target, 'secret.key')), Buffer.alloc(32, 7))
    assert.deepEqual(
      [...restoredBlobs.contents.values()].sort((one, other) => one.length - other.length),
      [greeting, recording],
    )
    const second = await openStore({ dataFolder: target, synchronous: 'off' })
    assert.deepEqual(await second.get(db, 'x'), sample('x'))
    assert.equal(await second.count({ db, view: 'v' }), 1)
    assert.deepEqual(await second.holder(key('n', 'x')), { db, id: 'x' })
    assert.deepEqual(await second.attachments(db, 'x'), await store.attachments(db, 'x'))
    await second.close()
  })

  it('a store without a secret key or attachments can be archived', async () => {
    const bare = join(root, 'bare')
    const empty = await openStore({ dataFolder: bare, synchronous: 'off' })
    const made = await createArchive({ store: empty, blobs, dataFolder: bare, file })
    await empty.close()
    assert.ok(!(made instanceof ArchiveRefused))
    assert.equal(made.blobs, 0)
    await restoreArchive({ file, dataFolder: join(root, 'other'), blobs: new MemoryBlobs() })
    assert.deepEqual(await readdir(join(root, 'other')), ['crossbar.db'])
  })

  it('progress ends at the total', async () => {
    const seen: { doneBytes: number; totalBytes: number }[] = []
    const onProgress = (progress: { doneBytes: number; totalBytes: number }): void => void seen.push(progress)
    await createArchive({ store, blobs, dataFolder, file, onProgress })
    assert.ok(seen.length > 3)
    assert.equal(seen.at(-1)?.doneBytes, seen.at(-1)?.totalBytes)
    seen.length = 0
    await restoreArchive({ file, dataFolder: join(root, 'other'), blobs: new MemoryBlobs(), onProgress })
    assert.ok(seen.length > 3)
    assert.equal(seen.at(-1)?.doneBytes, seen.at(-1)?.totalBytes)
  })

  it('content that is missing or damaged is named, when archived and when restored', async () => {
    blobs.contents.delete(sha256(greeting))
    blobs.contents.set(sha256(recording), Buffer.from('something else'))
    const made = await archive()
    const missing = [sha256(greeting), sha256(recording)].sort()
    assert.deepEqual([made.blobs, made.missing.toSorted()], [0, missing])
    const target = new MemoryBlobs()
    const restored = await restoreArchive({ file, dataFolder: join(root, 'other'), blobs: target })
    assert.ok(!(restored instanceof ArchiveRefused))
    assert.deepEqual(restored.missing.toSorted(), missing)
    assert.equal(target.contents.size, 0)
  })

  it('no file is overwritten', async () => {
    await writeFile(file, 'precious')
    const refused = await createArchive({ store, blobs, dataFolder, file })
    assert.ok(refused instanceof ArchiveRefused)
    assert.match(refused.reason, /archive exists already$/)
    assert.equal(await readFile(file, 'utf8'), 'precious')
  })

  it('an archive that cannot be finished leaves nothing behind', async () => {
    blobs.open = () => Promise.reject(new Error('bucket unreachable'))
    await assert.rejects(archive(), /bucket unreachable/)
    assert.deepEqual(await readdir(root), ['data'])
  })

  it('a folder with a database, or the log of one, is refused', async () => {
    await archive()
    assert.match(await refusal(dataFolder), /data holds a database already$/)
    await mkdir(join(root, 'log'))
    await writeFile(join(root, 'log', 'crossbar.db-wal'), '')
    assert.match(await refusal(join(root, 'log')), /log holds a database already$/)
  })

  it('a folder with another secret key is refused, with the same one it is not', async () => {
    await archive()
    const other = join(root, 'other')
    await mkdir(other)
    await writeFile(join(other, 'secret.key'), Buffer.alloc(32, 8))
    assert.match(await refusal(other), /secret\.key is another key than the archive's/)
    await writeFile(join(other, 'secret.key'), Buffer.alloc(32, 7))
    const restored = await restoreArchive({ file, dataFolder: other, blobs: new MemoryBlobs() })
    assert.ok(!(restored instanceof ArchiveRefused))
  })

  it('content that was there before stays when restoring fails', async () => {
    await archive()
    const into = new MemoryBlobs()
    into.add(greeting)
    const write = into.write.bind(into)
    into.write = async (content) => {
      await write(content)
      if (into.contents.has(sha256(recording))) throw new Error('disk full')
    }
    const restoring = restoreArchive({ file, dataFolder: join(root, 'other'), blobs: into })
    await assert.rejects(restoring, /disk full/)
    assert.deepEqual([...into.contents.keys()], [sha256(greeting)])
    assert.deepEqual((await readdir(root)).sort(), ['archive', 'data'])
  })

  it('what is no archive is refused', async () => {
    assert.match(await refusal(), /archive is not there$/)
    await writeFile(file, 'hello '.repeat(1000))
    assert.match(await refusal(), /archive cannot be read: the file is not a database$/)
    await rm(file)
    await store.backup(file)
    assert.match(await refusal(), /archive is not an archive$/)
  })

  it('an archive, or a database in it, of a newer version is refused', async () => {
    await archive()
    edit('PRAGMA user_version = 2')
    assert.match(await refusal(), /was made by a newer version: upgrade the program$/)
    await rm(file)
    await store.close()
    const database = new DatabaseSync(join(dataFolder, 'crossbar.db'))
    database.exec('PRAGMA user_version = 77')
    database.close()
    const later = {
      backup: (to: string) => readFile(join(dataFolder, 'crossbar.db')).then((all) => writeFile(to, all)),
    }
    await createArchive({ store: later, blobs, dataFolder, file })
    assert.match(await refusal(), /database in the archive was written by a newer version/)
  })

  it('a damaged archive is refused before anything is written', async () => {
    await archive()
    edit(`UPDATE chunks SET bytes = CAST(replace(bytes, 'greeting', 'GREETING') AS BLOB)
          WHERE no = (SELECT first_chunk FROM contents WHERE bytes = ${greeting.length})`)
    assert.match(await refusal(), /blobs\/[0-9a-f]{64} is damaged$/)
    edit('DELETE FROM chunks WHERE no = (SELECT max(no) FROM chunks)')
    assert.match(await refusal(), /is (damaged|incomplete)$/)
    edit("DELETE FROM contents WHERE name = 'crossbar.db'; DELETE FROM contents WHERE name LIKE 'blobs/%'")
    assert.match(await refusal(), /crossbar\.db is not in it$/)
  })

  it('an archive that was cut off is refused', async () => {
    await archive()
    await truncate(file, 1_000_000)
    assert.match(await refusal(), /is damaged$/)
  })
})
