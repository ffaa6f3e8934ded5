import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openStore } from '../store/open.ts'
import type { Store } from '../store/port.ts'
import { coarsest } from '../store/sieve.ts'
import { systemAuthor } from './author.ts'
import { Documents } from './documents.ts'
import { readListing, type ListingEnd, type ListingPlan } from './listing.ts'
import { DocumentTypes, summary } from './types.ts'

describe('readListing', () => {
  let folder: string
  let store: Store

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossbar-listing-'))
    store = await openStore({ dataFolder: folder, synchronous: 'normal' })
    const types = new DocumentTypes()
    types.add([
      {
        type: 'thing',
        views: [
          summary(
            'things/by_name',
            1,
            (thing) => thing.body['name'] ?? null,
            (thing) => ({ name: thing.body['name'] }),
          ),
        ],
      },
    ])
    const documents = new Documents(store, types)
    const names = ['a', 'b', 'b', 'b', 'b', 'c', 'd']
    await documents.write(
      names.map((name, at) => ({
        change: 'create' as const,
        db: 'db',
        id: `id${String(at)}`,
        type: 'thing',
        body: { name, odd: at % 2 === 1 },
      })),
      systemAuthor,
    )
  })

  after(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  const all: ListingPlan = { db: 'db', view: 'things/by_name', descending: false }

  it('gives all entries in the order of their keys', async () => {
    assert.deepEqual((await read(all)).ids, ['id0', 'id1', 'id2', 'id3', 'id4', 'id5', 'id6'])
  })

  it('stays within its bounds, whatever place a client names to start and end at', async () => {
    const bounded: ListingPlan = { ...all, low: 'b', high: 'c' }
    const inside = ['id1', 'id2', 'id3', 'id4', 'id5']
    assert.deepEqual((await read({ ...bounded, startKey: { key: 'a' }, endKey: 'z' })).ids, inside)
    assert.deepEqual((await read({ ...bounded, startKey: { key: 'c' }, endKey: 'd' })).ids, ['id5'])
    assert.deepEqual((await read({ ...bounded, startKey: { key: 'd' } })).ids, [])
    assert.deepEqual((await read({ ...bounded, startKey: { key: 'a', id: 'id0' } })).ids, inside)
    const backwards: ListingPlan = { ...bounded, descending: true }
    assert.deepEqual(
      (await read({ ...backwards, startKey: { key: 'z' }, endKey: 'a' })).ids,
      inside.toReversed(),
    )
    assert.deepEqual((await read({ ...backwards, startKey: { key: 'a' } })).ids, [])
  })

  it('gives them in the opposite order when descending', async () => {
    assert.deepEqual((await read({ ...all, descending: true })).ids, [
      'id6',
      'id5',
      'id4',
      'id3',
      'id2',
      'id1',
      'id0',
    ])
  })

  it('tells where the next page begins, and nothing on the last page', async () => {
    const first = await read({ ...all, pageSize: 1 })
    assert.deepEqual(first, { ids: ['id0'], end: { next: { key: 'b' } } })
    const last = await read({ ...all, pageSize: 7 })
    assert.deepEqual(last.end, {})
  })

  it('goes on behind the last row shown when the next row has the same key', async () => {
    const second = await read({ ...all, pageSize: 2, startKey: { key: 'b' } })
    assert.deepEqual(second, { ids: ['id1', 'id2'], end: { startKey: 'b', next: { key: 'b', id: 'id2' } } })
    const third = await read({ ...all, pageSize: 3, startKey: { key: 'b', id: 'id2' } })
    assert.deepEqual(third, { ids: ['id3', 'id4', 'id5'], end: { startKey: 'b', next: { key: 'd' } } })
  })

  it('walks through all pages without showing a row twice', async () => {
    for (const descending of [false, true]) {
      const seen: string[] = []
      let startKey: ListingPlan['startKey']
      do {
        const page: Awaited<ReturnType<typeof read>> = await read({
          ...all,
          descending,
          pageSize: 2,
          ...(startKey && { startKey }),
        })
        seen.push(...page.ids)
        startKey = page.end.next
      } while (startKey)
      assert.deepEqual(seen.toSorted(), ['id0', 'id1', 'id2', 'id3', 'id4', 'id5', 'id6'])
    }
  })

  it('fills pages with the documents that pass the filter', async () => {
    const odd: ListingPlan = { ...all, filters: { keep: (thing) => thing['odd'] === true, sieve: coarsest } }
    assert.deepEqual(await read({ ...odd, pageSize: 2 }), {
      ids: ['id1', 'id3'],
      end: { next: { key: 'b', id: 'id3' } },
    })
    assert.deepEqual((await read(odd)).ids, ['id1', 'id3', 'id5'])
  })

  it('keeps to its bounds, both included', async () => {
    assert.deepEqual((await read({ ...all, low: 'b', high: 'c' })).ids, ['id1', 'id2', 'id3', 'id4', 'id5'])
    assert.deepEqual((await read({ ...all, low: 'a', high: 'c', endKey: 'a' })).ids, ['id0'])
  })

  it('counts entries that a mapping leaves out as not shown', async () => {
    const mapped: ListingPlan = {
      ...all,
      pageSize: 2,
      map: (rows) => rows.map((row) => (row.id === 'id1' ? undefined : row.value)),
    }
    assert.deepEqual((await read(mapped)).ids, ['id0', 'id2'])
  })

  async function read(plan: ListingPlan): Promise<{ ids: string[]; end: ListingEnd }> {
    const ids: string[] = []
    const reading = readListing(store, plan)
    for (;;) {
      const step = await reading.next()
      if (step.done) return { ids, end: step.value }
      ids.push(...step.value.map((entry) => (JSON.parse(entry) as { id: string }).id))
    }
  }
})
