import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { Document } from '../../src/documents/document.ts'
import { compileFilters } from '../../src/documents/filters.ts'
import { readListing, type ListingPlan } from '../../src/documents/listing.ts'
import { Query, type QueryEntry } from '../../src/documents/query.ts'
import type { Json } from '../../src/json.ts'
import { create, db, row, sample } from '../../src/store/contract/samples.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/port.ts'
import { TestDatabases } from '../harness/postgres.ts'

/** Values that look alike, in one way or another. */
const scalars = [
  '',
  '0',
  'a',
  'A',
  'null',
  'true',
  '1',
  '1.5',
  'a"b',
  '\\',
  'é😀',
  'x\u0000',
  '[]',
  '{"a":1}',
  'NULL',
]
const names = ['a', 'b', 'c-d', '1', 'id', 'pvt_x', 'é']

const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(...scalars),
  fc.constantFrom<Json>(0, 1, -1, 1.5, 1e21, 1e-7, true, false, null),
)
const anyValue: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, weight: 4, arbitrary: scalar },
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 3 }),
  ),
})).value
const body = fc.dictionary(fc.constantFrom(...names.filter((name) => name !== 'id')), anyValue, {
  maxKeys: 5,
})

const path = fc
  .array(fc.constantFrom(...names, 'pvt_created', '2', 'a b'), { minLength: 1, maxLength: 3 })
  .map((segments) => segments.join('.'))
const wanted = fc.oneof(
  fc.constantFrom(...scalars),
  anyValue.map((value) => JSON.stringify(value)),
)
const seconds = fc.oneof(fc.integer({ min: 98, max: 142 }).map(String), fc.constantFrom('x', '1e400', '-5'))
const filter: fc.Arbitrary<QueryEntry> = fc.oneof(
  fc.tuple(
    path.map((key) => `filter_${key}`),
    wanted,
  ),
  fc.tuple(
    path.map((key) => `filter_not_${key}`),
    wanted,
  ),
  fc.tuple(fc.constantFrom('has_key', 'key_missing', 'has_value', 'value_missing', 'missing_value'), path),
  fc.tuple(fc.constantFrom('created_from', 'created_to', 'modified_from', 'modified_to'), seconds),
)
const filters = fc.array(filter, { minLength: 1, maxLength: 5 })

const documents = fc.sample(body, { numRuns: 40, seed: 20 }).map((fields, at) => {
  const text = JSON.stringify(fields)
  return sample(`d${String(at).padStart(2, '0')}`, { body: text, created: 100 + at, modified: 140 - at })
})

async function listed(store: Store, plan: ListingPlan): Promise<string> {
  const texts: string[] = []
  const reading = readListing(store, plan)
  for (;;) {
    const step = await reading.next()
    if (step.done === true) return `${texts.join(' ')} then ${step.value.next?.id ?? 'none'}`
    texts.push(...step.value)
  }
}

function agreement(engine: string, open: () => Promise<Store>): void {
  void describe(`filters on ${engine}`, () => {
    let store: Store
    before(async () => {
      store = await open()
      await store.commit(documents.map((document) => create(document, [row('v', 'k', document.id)])))
    })
    after(() => store.close())

    void it('keep the same documents as without the help of the database, on every page', async () => {
      const check = async (entries: QueryEntry[], descending: boolean, pageSize: number): Promise<void> => {
        const compiled = compileFilters(new Query(entries))
        assert.ok(compiled)
        const kept = documents
          .filter((document) => compiled.keep(new Document(document).whole))
          .map(({ id }) => id)
        const ids = descending ? kept.toReversed() : kept
        const plan = { db, view: 'v', descending, filters: compiled }
        assert.equal(await listed(store, plan), `${ids.join(' ')} then none`)
        const shown = ids.slice(0, pageSize)
        const last = descending ? 'd00' : 'd39'
        const next = shown.length < pageSize || shown.at(-1) === last ? 'none' : (shown.at(-1) ?? 'none')
        assert.equal(await listed(store, { ...plan, pageSize }), `${shown.join(' ')} then ${next}`)
      }
      const property = fc.asyncProperty(filters, fc.boolean(), fc.integer({ min: 1, max: 5 }), check)
      await fc.assert(property, { numRuns: 1000 })
    })
  })
}

const folder = await mkdtemp(join(tmpdir(), 'crossbar-filters-'))
const databases = new TestDatabases()
let databaseUrl: string
before(async () => {
  await databases.start()
  databaseUrl = await databases.create()
})
after(async () => {
  await databases.drop(databaseUrl)
  await databases.remove()
  await rm(folder, { recursive: true })
})

agreement('sqlite', () => openStore({ dataFolder: folder, synchronous: 'normal' }))
agreement('postgres', () => openStore({ dataFolder: 'unused', databaseUrl, databaseConnections: 5 }))
