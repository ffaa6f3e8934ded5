import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, it } from 'node:test'
import { DocumentTypes } from '../src/documents/types.ts'
import { Documents } from '../src/documents/documents.ts'
import type { JsonObject } from '../src/json.ts'
import { exportAccount } from '../src/moving/account/export.ts'
import { MovingRefused } from '../src/moving/terms.ts'
import { FileBlobs } from '../src/outside/blobs/files.ts'
import { create, replace, sample } from '../src/store/contract/samples.ts'
import { openStore, type StoreSettings } from '../src/store/open.ts'
import type { CommitOutcome, StoredDocument } from '../src/store/port.ts'
import { useBothEngines } from './harness/engines.ts'

const db = 'e'.repeat(32)
/** More than an export reads at a time. */
const count = 1000
const places = useBothEngines()

const menu = (n: number, rev: string): StoredDocument =>
  sample(`m${String(n).padStart(4, '0')}`, { db, rev, body: JSON.stringify({ name: rev }) })

/** Exports an account while all of it is changed with every page that is read; gives back the documents in the file. */
async function exported(name: string, settings: StoreSettings): Promise<readonly JsonObject[]> {
  const store = await openStore({ ...settings, synchronous: 'off', databaseConnections: 5 })
  try {
    const account = sample(db, {
      db: 'accounts',
      type: 'account',
      body: '{"name":"Busy","realm":"busy.test"}',
    })
    await store.commit([create(account)])
    await store.commit(Array.from({ length: count }, (_, n) => create(menu(n, '1'))))
    const written: Promise<CommitOutcome>[] = []
    let rev = 1
    const change = (): void => {
      // One transaction: a file with some of it has two moments in it.
      const menus = Array.from({ length: count }, (_, n) => replace(String(rev), menu(n, String(rev + 1))))
      written.push(store.commit([...menus, create(sample(`n${String(rev)}`, { db }))]))
      rev += 1
    }
    const parts = {
      documents: new Documents(store, new DocumentTypes()),
      blobs: new FileBlobs(places.folder),
    }
    const file = path.join(places.folder, `${name}.ndjson`)
    const report = await exportAccount(parts, db, file, change)
    assert.ok(!(report instanceof MovingRefused))
    assert.equal(report.documents, 1 + count)
    assert.ok(written.length >= 2, 'all was read at once')
    for (const { outcome } of await Promise.all(written)) assert.equal(outcome, 'done')
    assert.equal((await store.get(db, 'm0999'))?.rev, String(rev))
    const lines = (await readFile(file, 'utf8')).split('\n').slice(0, -1)
    return lines.flatMap((line) => {
      const { document } = JSON.parse(line) as { document?: JsonObject }
      return document ? [document] : []
    })
  } finally {
    await store.close()
  }
}

describe('an export of an account that is being changed', () => {
  const isOneMoment = (documents: readonly JsonObject[]): void => {
    const menus = documents.filter(({ type }) => type === 'menu')
    assert.equal(menus.length, count)
    assert.deepEqual([...new Set(menus.map(({ rev }) => rev))], ['1'])
  }

  it('has all as it was at one moment, on SQLite', async () => {
    isOneMoment(await exported('sqlite', { dataFolder: path.join(places.folder, 'data') }))
  })

  it('has all as it was at one moment, on PostgreSQL', async () => {
    isOneMoment(await exported('postgres', { dataFolder: '', databaseUrl: places.databaseUrl }))
  })
})
