import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { JsonObject } from '../json.ts'
import { openStore } from '../store/open.ts'
import type { Store } from '../store/port.ts'
import { coarsest } from '../store/sieve.ts'
import { systemAuthor } from './author.ts'
import { Documents } from './documents.ts'
import { readListing, type ListingEnd, type ListingPlan } from './listing.ts'
import { DocumentTypes } from './types.ts'

describe('a grouped listing', () => {
  let folder: string
  let store: Store

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossbar-groups-'))
    store = await openStore({ dataFolder: folder, synchronous: 'normal' })
    const types = new DocumentTypes()
    types.add([
      {
        type: 'leg',
        views: [
          {
            name: 'legs/by_call',
            version: 1,
            emit: ({ id, body }) => [{ key: [body['call'] ?? null, body['at'] ?? null], value: id }],
          },
        ],
      },
    ])
    const documents = new Documents(store, types)
    const leg = (id: string, call: string, at: number, fields: JsonObject = {}) => ({
      change: 'create' as const,
      db: 'db',
      id,
      type: 'leg',
      body: { call, at, ...fields },
    })
    await documents.write(
      [
        leg('a2', 'a', 2, { odd: true }),
        leg('a1', 'a', 1),
        leg('b1', 'b', 1, { odd: true }),
        ...Array.from({ length: 1200 }, (_, at) => leg(`c${String(at + 1)}`, 'c', at + 1)),
        leg('d2', 'd', 2),
        leg('d1', 'd', 1),
        leg('d3', 'd', 3),
      ],
      systemAuthor,
    )
  })

  after(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  async function read(plan: Partial<ListingPlan>): Promise<{ ids: readonly unknown[]; end: ListingEnd }> {
    const reading = readListing(store, {
      db: 'db',
      view: 'legs/by_call',
      descending: true,
      groupLevel: 1,
      ...plan,
    })
    const ids: unknown[] = []
    for (;;) {
      const step = await reading.next()
      if (step.done) return { ids, end: step.value }
      ids.push(...step.value.map((text): unknown => JSON.parse(text)))
    }
  }

  it('has one entry a group, that of its lowest key, in either direction', async () => {
    assert.deepEqual((await read({})).ids, ['d1', 'c1', 'b1', 'a1'])
    assert.deepEqual((await read({ descending: false })).ids, ['a1', 'b1', 'c1', 'd1'])
  })

  it('names the group where the next page begins', async () => {
    assert.deepEqual(await read({ pageSize: 2 }), { ids: ['d1', 'c1'], end: { next: { key: ['b'] } } })
    const second = await read({ pageSize: 2, startKey: { key: ['b'] } })
    assert.deepEqual(second, { ids: ['b1', 'a1'], end: { startKey: ['b'] } })
    const forwards = await read({ pageSize: 2, descending: false })
    assert.deepEqual(forwards, { ids: ['a1', 'b1'], end: { next: { key: ['c'] } } })
    const rest = await read({ pageSize: 2, descending: false, startKey: { key: ['c'] } })
    assert.deepEqual(rest, { ids: ['c1', 'd1'], end: { startKey: ['c'] } })
  })

  it('gives every group once when read page by page', async () => {
    for (const descending of [true, false]) {
      const seen: unknown[] = []
      let startKey: ListingPlan['startKey']
      do {
        const page = await read({ descending, pageSize: 1, ...(startKey && { startKey }) })
        seen.push(...page.ids)
        startKey = page.end.next
      } while (startKey)
      assert.deepEqual(seen.toSorted(), ['a1', 'b1', 'c1', 'd1'])
    }
  })

  it('filters by the document of the entry, not by others of the group', async () => {
    const filtered = await read({ filters: { keep: (thing) => thing['odd'] === true, sieve: coarsest } })
    assert.deepEqual(filtered.ids, ['b1'])
  })

  it('takes bounds that name a group for all of it', async () => {
    assert.deepEqual((await read({ low: ['b'], high: ['c'] })).ids, ['c1', 'b1'])
    assert.deepEqual((await read({ low: ['b'], high: ['c'], descending: false })).ids, ['b1', 'c1'])
  })
})
