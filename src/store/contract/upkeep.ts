import assert from 'node:assert/strict'
import { create, db, key, read, row, sample } from './samples.ts'
import type { ContractTest } from './samples.ts'

/** Removal of whole databases and views, rebuilding of rows, the end. */
export function upkeepContract(test: ContractTest): void {
  test('dropping a database removes all of it and nothing else', async (store) => {
    const attachment = { db, id: 'x', name: 'a', contentType: 'b/c', bytes: 1, digest: 'd', created: 1 }
    await store.commit([
      create(sample('x'), [row('v', 'x')], [key('n', 'x')]),
      create(sample('y')),
      create(sample('z', { db: 'a2' }), [row('v', 'z')], [key('n', 'z')]),
      { do: 'attach', attachment },
      { do: 'publish', kind: 'k', payload: '{}' },
    ])
    assert.deepEqual(await store.commit([{ do: 'drop', db }]), { outcome: 'done' })
    assert.deepEqual(await store.databases(), ['a2'])
    assert.equal(await store.get(db, 'x'), undefined)
    assert.deepEqual(await read(store, 'v'), [])
    assert.equal(await store.holder(key('n', 'x')), undefined)
    assert.equal(await store.digestInUse('d'), false)
    assert.deepEqual(await read(store, 'v', { db: 'a2' }), ['z:z'])
    assert.deepEqual(await store.holder(key('n', 'z')), { db: 'a2', id: 'z' })
    assert.equal((await store.outbox(9)).length, 1)
  })

  test('a dropped database can be filled again', async (store) => {
    await store.commit([create(sample('x'), [row('v', 'x')], [key('n', 'x')])])
    const again = create(sample('x', { rev: '1-new' }), [row('v', 'x')], [key('n', 'x')])
    assert.deepEqual(await store.commit([{ do: 'drop', db }, again]), { outcome: 'done' })
    assert.equal((await store.get(db, 'x'))?.rev, '1-new')
  })

  test('reindexing replaces the rows of the given views alone', async (store) => {
    await store.commit([create(sample('x'), [row('v', 'v1'), row('w', 'w1')], [key('n', 'x')])])
    await store.reindex(db, 'x', '1-x', ['v', 'u'], [row('v', 'v2'), row('v', 'v3'), row('u', 'u1')])
    assert.deepEqual(await read(store, 'v'), ['v2:x', 'v3:x'])
    assert.deepEqual(await read(store, 'u'), ['u1:x'])
    assert.deepEqual(await read(store, 'w'), ['w1:x'])
    assert.deepEqual(await store.get(db, 'x'), sample('x'))
    assert.deepEqual(await store.holder(key('n', 'x')), { db, id: 'x' })
  })

  test('reindexing does nothing when the document has changed or gone', async (store) => {
    await store.commit([create(sample('x'), [row('v', 'v1')])])
    await store.reindex(db, 'x', '1-other', ['v'], [row('v', 'v2')])
    await store.reindex(db, 'y', '1-y', ['v'], [row('v', 'v3')])
    assert.deepEqual(await read(store, 'v'), ['v1:x'])
  })

  test('dropping a view removes its rows in every database', async (store) => {
    const many = Array.from({ length: 4500 }, (_, n) => row('v', String(n)))
    await store.commit([
      create(sample('x'), [...many, row('w', 'x')]),
      create(sample('y', { db: 'a2' }), [row('w', 'y')]),
      create(sample('z', { db: 'a3' }), [row('v', 'z')]),
    ])
    await store.dropView('v')
    for (const each of [db, 'a2', 'a3']) assert.equal(await store.count({ db: each, view: 'v' }), 0)
    assert.deepEqual(await read(store, 'w'), ['x:x'])
    assert.deepEqual(await read(store, 'w', { db: 'a2' }), ['y:y'])
    assert.deepEqual(await store.get('a3', 'z'), sample('z', { db: 'a3' }))
  })

  test('closing finishes what is queued; after it everything is unavailable', async (store) => {
    const queued = [store.commit([create(sample('x'))]), store.commit([create(sample('x'))])]
    await store.close()
    const outcomes = (await Promise.all(queued)).map(({ outcome }) => outcome)
    assert.deepEqual(outcomes, ['done', 'conflict'])
    await assert.rejects(store.get(db, 'x'), { name: 'StoreUnavailable' })
    await assert.rejects(store.commit([create(sample('y'))]), { name: 'StoreUnavailable' })
    await assert.rejects(store.writeMeta('n', '1'), { name: 'StoreUnavailable' })
    await store.close()
  })
}
