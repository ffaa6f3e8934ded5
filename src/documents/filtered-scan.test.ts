import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Scan, Sifted } from '../store/port.ts'
import { coarsest } from '../store/sieve.ts'
import { FilteredScan, type ListingReader } from './filtered-scan.ts'

const range: Omit<Scan, 'limit'> = { db: 'a1', view: 'v', descending: false }
const filters = { keep: () => true, sieve: coarsest }

/** A range without end in which nothing passes; how many rows each step looks at is noted. */
function barren(looks: number[], tookMs: number): ListingReader {
  const behind = { sortKey: new Uint8Array(), id: '' }
  return {
    scan: () => Promise.resolve([]),
    sift: async ({ limit }): Promise<Sifted> => {
      looks.push(limit)
      await pause(tookMs)
      return { rows: [], behind }
    },
  }
}

async function steps(wanted: number, count: number, tookMs: number): Promise<readonly number[]> {
  const looks: number[] = []
  const reading = new FilteredScan(barren(looks, tookMs), filters, wanted)
  for (let step = 0; step < count; step += 1) await reading.next(range, wanted)
  return looks
}

describe('a filtered scan', () => {
  it('looks at few rows for a small page, and at more as long as nothing is found', async () => {
    assert.deepEqual(await steps(20, 6, 0), [40, 80, 160, 320, 500, 500])
    assert.deepEqual(await steps(Infinity, 4, 0), [100, 200, 400, 500])
  })

  it('looks at fewer rows where that takes long, as with large documents', async () => {
    assert.deepEqual(await steps(Infinity, 5, 220), [100, 50, 25, 12, 10])
  })
})
