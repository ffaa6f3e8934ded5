import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import type { Scan, Sifted } from '../store/port.ts'
import { coarsest } from '../store/sieve.ts'
import { FilteredScan, type ListingReader } from './filtered-scan.ts'

const range: Omit<Scan, 'limit'> = { db: 'a1', view: 'v', descending: false }
const filters = { keep: () => true, sieve: coarsest }

/** A range without end in which nothing passes; `looked` is told how many rows each step looks at. */
function barren(looked: (rows: number) => void): ListingReader {
  const behind = { sortKey: new Uint8Array(), id: '' }
  return {
    scan: () => Promise.resolve([]),
    sift: ({ limit }): Promise<Sifted> => {
      looked(limit)
      return Promise.resolve({ rows: [], behind })
    },
  }
}

/** How many rows each step looks at when each takes so long. */
async function steps(
  { mock }: TestContext,
  wanted: number,
  count: number,
  tookMs: number,
): Promise<readonly number[]> {
  let now = 0
  mock.method(performance, 'now', () => now)
  const looks: number[] = []
  const reader = barren((rows) => {
    looks.push(rows)
    now += tookMs
  })
  const reading = new FilteredScan(reader, filters, wanted)
  for (let step = 0; step < count; step += 1) await reading.next(range, wanted)
  mock.restoreAll()
  return looks
}

describe('a filtered scan', () => {
  it('looks at few rows for a small page, and at more as long as nothing is found', async (test) => {
    assert.deepEqual(await steps(test, 20, 6, 1), [40, 80, 160, 320, 500, 500])
    assert.deepEqual(await steps(test, Infinity, 4, 1), [100, 200, 400, 500])
  })

  it('looks at fewer rows where that takes long, as with large documents', async (test) => {
    assert.deepEqual(await steps(test, Infinity, 5, 220), [100, 50, 25, 12, 10])
  })
})
