import assert from 'node:assert/strict'
import type { Store, StoredDocument } from '../port.ts'
import { create, db, sample } from './samples.ts'
import type { ContractTest } from './samples.ts'

const names = (documents: readonly StoredDocument[]): string[] =>
  documents.map((each) => `${each.db}/${each.id}`)

async function fill(store: Store): Promise<void> {
  await store.commit([
    create(sample('2', { db: 'b' })),
    create(sample('1', { db: 'b', type: 'user' })),
    create(sample('3', { db: 'a', deleted: true })),
    create(sample('1', { db: 'a' })),
    create(sample('0', { db: 'c', type: 'user' })),
  ])
}

/** Reads of many documents. */
export function documentsContract(test: ContractTest): void {
  test('several documents are read in the order asked for, without those that are not there', async (store) => {
    await store.commit(['x', 'y', 'z'].map((id) => create(sample(id))))
    await store.commit([create(sample('q', { db: 'a2' }))])
    const found = await store.getMany(db, ['z', 'nobody', 'x', 'q', 'z'])
    assert.deepEqual(found, [sample('z'), sample('x'), sample('z')])
    assert.deepEqual(await store.getMany(db, []), [])
  })

  test('documents are paged by database and id, soft-deleted ones too', async (store) => {
    await fill(store)
    assert.deepEqual(names(await store.documents({ limit: 10 })), ['a/1', 'a/3', 'b/1', 'b/2', 'c/0'])
    assert.deepEqual(names(await store.documents({ limit: 2 })), ['a/1', 'a/3'])
    const after = { db: 'a', id: '3' }
    assert.deepEqual(names(await store.documents({ after, limit: 2 })), ['b/1', 'b/2'])
    assert.deepEqual(names(await store.documents({ after: { db: 'c', id: '0' }, limit: 2 })), [])
    const [first] = await store.documents({ after: { db: 'a', id: '2' }, limit: 1 })
    assert.deepEqual(first, sample('3', { db: 'a', deleted: true }))
  })

  test('documents of one database', async (store) => {
    await fill(store)
    assert.deepEqual(names(await store.documents({ db: 'b', limit: 10 })), ['b/1', 'b/2'])
    assert.deepEqual(names(await store.documents({ db: 'b', after: { db: 'b', id: '1' }, limit: 10 })), [
      'b/2',
    ])
    assert.deepEqual(names(await store.documents({ db: 'b', after: { db: 'a', id: '9' }, limit: 1 })), [
      'b/1',
    ])
    assert.deepEqual(names(await store.documents({ db: 'b', after: { db: 'c', id: '' }, limit: 10 })), [])
    assert.deepEqual(names(await store.documents({ db: 'none', limit: 10 })), [])
  })

  test('documents of one type', async (store) => {
    await fill(store)
    assert.deepEqual(names(await store.documents({ type: 'user', limit: 10 })), ['b/1', 'c/0'])
    assert.deepEqual(names(await store.documents({ type: 'user', limit: 1 })), ['b/1'])
    const after = { db: 'b', id: '1' }
    assert.deepEqual(names(await store.documents({ type: 'user', after, limit: 10 })), ['c/0'])
    assert.deepEqual(names(await store.documents({ db: 'b', type: 'menu', limit: 10 })), ['b/2'])
    assert.deepEqual(names(await store.documents({ db: 'a', type: 'user', limit: 10 })), [])
  })

  test('a page of a rare type is full though its documents lie far apart', async (store) => {
    const ids = Array.from({ length: 4200 }, (_, n) => String(n).padStart(5, '0'))
    const rare = new Set(['00000', '00999', '01000', '02500', '04199'])
    await store.commit(ids.map((id) => create(sample(id, { type: rare.has(id) ? 'rare' : 'menu' }))))
    for (const scope of [{}, { db }]) {
      const all = await store.documents({ ...scope, type: 'rare', limit: 100 })
      assert.deepEqual(
        all.map(({ id }) => id),
        [...rare],
      )
      const some = await store.documents({ ...scope, type: 'rare', limit: 3, after: { db, id: '00000' } })
      assert.deepEqual(
        some.map(({ id }) => id),
        ['00999', '01000', '02500'],
      )
    }
  })

  test('databases are those with documents, sorted', async (store) => {
    assert.deepEqual(await store.databases(), [])
    await fill(store)
    assert.deepEqual(await store.databases(), ['a', 'b', 'c'])
    await store.commit([{ do: 'erase', db: 'c', id: '0' }])
    assert.deepEqual(await store.databases(), ['a', 'b'])
  })
}
