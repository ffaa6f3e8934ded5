import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { GroupCommit } from './group-commit.ts'

describe('group commit', () => {
  let folder = ''
  let writer: DatabaseSync
  let other: DatabaseSync
  let queue: GroupCommit

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossbar-group-'))
    const file = join(folder, 'test.db')
    writer = new DatabaseSync(file)
    writer.exec(`
      PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
      CREATE TABLE t (n INTEGER PRIMARY KEY, pad TEXT);
      CREATE TABLE child (n INTEGER REFERENCES t (n) DEFERRABLE INITIALLY DEFERRED)`)
    other = new DatabaseSync(file)
    queue = new GroupCommit(writer, 200)
  })

  afterEach(async () => {
    await queue.close()
    writer.close()
    other.close()
    await rm(folder, { recursive: true })
  })

  const seen = (): unknown[] =>
    other
      .prepare('SELECT n FROM t ORDER BY n')
      .all()
      .map((row) => row['n'])
  const insert = (n: number, keep = true, pad = ''): Promise<number> =>
    queue.run(() => {
      writer.prepare('INSERT INTO t (n, pad) VALUES (?, ?)').run(n, pad)
      return { keep, value: n }
    })
  const outcomes = async (work: Promise<unknown>[]): Promise<unknown[]> =>
    (await Promise.allSettled(work)).map((each) =>
      each.status === 'fulfilled' ? each.value : each.reason instanceof Error && each.reason.name,
    )

  it('work that waits together becomes visible together, in its order', async () => {
    const before: unknown[][] = []
    const look = queue.run(() => {
      before.push(seen())
      return { keep: true, value: undefined }
    })
    assert.deepEqual(await outcomes([insert(1), look, insert(2)]), [1, undefined, 2])
    const late = [insert(3), insert(4)]
    const last = queue.run(() => ({ keep: true, value: seen() }))
    assert.deepEqual(before, [[]])
    assert.deepEqual(await last, [1, 2])
    await Promise.all(late)
    assert.deepEqual(seen(), [1, 2, 3, 4])
  })

  it('an answer comes only when the work is visible to others', async () => {
    const answers = [1, 2, 3].map((n) => insert(n).then(() => seen()))
    assert.deepEqual(await Promise.all(answers), [
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ])
  })

  it('work that does not want to stay is taken back alone', async () => {
    assert.deepEqual(await outcomes([insert(1), insert(2, false), insert(3)]), [1, 2, 3])
    assert.deepEqual(seen(), [1, 3])
  })

  it('work that throws is taken back alone', async () => {
    const broken = queue.run(() => {
      writer.exec('INSERT INTO t (n) VALUES (50)')
      throw new RangeError('bug')
    })
    assert.deepEqual(await outcomes([insert(1), broken, insert(1), insert(2)]), [1, 'RangeError', 'Error', 2])
    assert.deepEqual(seen(), [1, 2])
  })

  it('when the COMMIT fails, all of the group is refused and nothing stays', async () => {
    const orphan = queue.run(() => {
      writer.exec('INSERT INTO child (n) VALUES (99)')
      return { keep: true, value: undefined }
    })
    const results = await Promise.allSettled([insert(1), orphan, insert(2)])
    assert.deepEqual(
      results.map(({ status }) => status),
      ['rejected', 'rejected', 'rejected'],
    )
    assert.deepEqual(seen(), [])
    assert.equal(await insert(3), 3)
    assert.deepEqual(seen(), [3])
  })

  it('when the disk is full, the group is unavailable and what was there stays', async () => {
    await insert(1)
    const pages = writer.prepare('PRAGMA page_count').get()?.['page_count']
    assert.ok(typeof pages === 'number')
    writer.exec(`PRAGMA max_page_count = ${pages + 2}`)
    const group = [insert(2), insert(3, true, 'x'.repeat(100_000)), insert(4)]
    const later = outcomes(group)
    assert.deepEqual(await later, ['StoreUnavailable', 'StoreUnavailable', 4])
    assert.deepEqual(seen(), [1, 4])
    writer.exec('PRAGMA max_page_count = 1000000')
    assert.equal(await insert(3, true, 'x'.repeat(100_000)), 3)
    assert.deepEqual(writer.prepare('PRAGMA integrity_check').get()?.['integrity_check'], 'ok')
  })

  it("another writer's lock is waited for without holding up the process", async () => {
    other.exec('BEGIN IMMEDIATE; INSERT INTO t (n) VALUES (7)')
    const waiting = insert(1)
    await pause(50)
    other.exec('COMMIT')
    assert.equal(await waiting, 1)
    assert.deepEqual(seen(), [1, 7])
  })

  it('a lock that lasts too long makes work unavailable; later work is done', async () => {
    other.exec('BEGIN IMMEDIATE')
    assert.deepEqual(await outcomes([insert(1), insert(2)]), ['StoreUnavailable', 'StoreUnavailable'])
    other.exec('ROLLBACK')
    assert.equal(await insert(3), 3)
    assert.deepEqual(seen(), [3])
  })

  it('work waits for a lock as long as it may, however long others have waited', async () => {
    other.exec('BEGIN IMMEDIATE')
    const early = assert.rejects(insert(1), { name: 'StoreUnavailable' })
    await pause(120)
    const late = insert(2)
    await early
    other.exec('ROLLBACK')
    assert.equal(await late, 2)
    assert.deepEqual(seen(), [2])
  })

  it('closing answers what waits and takes no more', async () => {
    const waiting = insert(1)
    const closing = queue.close()
    assert.deepEqual(await outcomes([insert(2), waiting]), ['StoreUnavailable', 1])
    await closing
    assert.deepEqual(seen(), [1])
  })
})
