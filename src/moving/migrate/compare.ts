import { createHash, type Hash } from 'node:crypto'
import { documentPages } from '../../documents/walk.ts'
import type { Store } from '../../store/port.ts'
import { markerName } from './marker.ts'
import type { Comparison, Migration } from './terms.ts'

/** Documents read at a time. */
const stride = 400

interface Summed {
  readonly count: number
  readonly checksum: string
}

/** Reads all of both ends, and sums up each part of them. */
export async function compare(migration: Migration, total: number): Promise<readonly Comparison[]> {
  const { from, to, progress } = migration
  let done = 0
  const read = (number: number): void => {
    done += number
    progress?.('comparing', done, Math.max(2 * total, done))
  }
  const names = await Promise.all([from.store.databases(), to.store.databases()])
  const comparisons: Comparison[] = []
  for (const db of new Set(names.flat().toSorted()))
    comparisons.push(
      comparison(db, await sumOfDatabase(from.store, db, read), await sumOfDatabase(to.store, db, read)),
    )
  const others = [
    ['(jobs)', sumOfJobs],
    ['(events)', sumOfEvents],
    ['(named values)', sumOfMeta],
  ] as const
  for (const [name, sum] of others)
    comparisons.push(comparison(name, await sum(from.store), await sum(to.store)))
  return comparisons
}

function comparison(name: string, from: Summed, to: Summed): Comparison {
  return { name, counts: [from.count, to.count], checksums: [from.checksum, to.checksum] }
}

async function sumOfDatabase(store: Store, db: string, read: (number: number) => void): Promise<Summed> {
  const hash = createHash('sha256')
  let count = 0
  for await (const page of documentPages(store, { db })) {
    const found = await store.belongings(
      db,
      page.map(({ id }) => id),
    )
    for (const { id, type, rev, created, modified, deleted, body, hidden } of page) {
      add(hash, id, type, rev, created, modified, deleted, body, hidden)
      for (const { name, contentType, bytes, digest, created: at } of found.get(id)?.attachments ?? [])
        add(hash, name, contentType, bytes, digest, at)
    }
    count += page.length
    read(page.length)
  }
  return { count, checksum: hash.digest('hex') }
}

async function sumOfJobs(store: Store): Promise<Summed> {
  const hash = createHash('sha256')
  let count = 0
  for (let after: string | undefined; ;) {
    const page = await store.jobs({ limit: stride, ...(after !== undefined && { after }) })
    for (const { id, kind, payload, runAt } of page) add(hash, id, kind, payload, runAt)
    count += page.length
    after = page.at(-1)?.id
    if (after === undefined) return { count, checksum: hash.digest('hex') }
  }
}

/** Positions are each end's own; the order is the same. */
async function sumOfEvents(store: Store): Promise<Summed> {
  const hash = createHash('sha256')
  const events = await store.outbox(mostEvents)
  for (const { kind, payload } of events) add(hash, kind, payload)
  return { count: events.length, checksum: hash.digest('hex') }
}

async function sumOfMeta(store: Store): Promise<Summed> {
  const hash = createHash('sha256')
  const values = (await store.allMeta()).filter(({ name }) => isMoved(name))
  for (const { name, value } of values) add(hash, name, value)
  return { count: values.length, checksum: hash.digest('hex') }
}

/** More events than this are not moved: they go away when a server runs. */
export const mostEvents = 100_000

/** Whether a named value is the same on both ends; versions of listings are what the target's are made by. */
export function isMoved(name: string): boolean {
  return name !== markerName && !name.startsWith('view:')
}

/** Adds values to a sum, so that no two lists of values give the same bytes. */
function add(hash: Hash, ...values: readonly (string | number | boolean)[]): void {
  hash.update(JSON.stringify(values))
}
