import assert from 'node:assert/strict'
import { create, db, key, row, sample } from './samples.ts'
import type { ContractTest } from './samples.ts'

/** Reads for checking and copying a whole database. */
export function inspectionContract(test: ContractTest): void {
  const attachment = { db, id: 'x', name: 'a', contentType: 'b/c', bytes: 1, digest: 'd', created: 1 }

  test('counts documents by database, soft-deleted ones included', async (store) => {
    assert.deepEqual(await store.documentCounts(), [])
    await store.commit([
      create(sample('z', { db: 'a2' })),
      create(sample('x')),
      create(sample('y', { deleted: true })),
    ])
    assert.deepEqual(await store.documentCounts(), [
      { db, documents: 2 },
      { db: 'a2', documents: 1 },
    ])
  })

  test('tells what documents have', async (store) => {
    await store.commit([
      create(sample('x'), [row('v', 'k'), row('w', 'l')], [key('n', 'x'), key('o', 'x')]),
      create(sample('y')),
      create(sample('x', { db: 'a2' }), [row('v', 'other')], [key('n', 'other')]),
      { do: 'attach', attachment },
      { do: 'attach', attachment: { ...attachment, name: 'Z' } },
    ])
    const found = await store.belongings(db, ['x', 'missing', 'y'])
    assert.deepEqual([...found.keys()].toSorted(), ['x', 'y'])
    const x = found.get('x')
    const rows = x?.rows.toSorted((a, b) => (a.view < b.view ? -1 : 1))
    assert.deepEqual(
      rows?.map((each) => ({ ...each, sortKey: Buffer.from(each.sortKey).toString() })),
      [
        { view: 'v', sortKey: 'k', key: '"k"', value: '"k"' },
        { view: 'w', sortKey: 'l', key: '"l"', value: '"l"' },
      ],
    )
    assert.deepEqual(
      x?.uniqueKeys.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      [key('n', 'x'), key('o', 'x')],
    )
    assert.deepEqual(x.attachments, [{ ...attachment, name: 'Z' }, attachment])
    assert.deepEqual(found.get('y'), { rows: [], uniqueKeys: [], attachments: [] })
    assert.equal((await store.belongings('none', ['x'])).size, 0)
  })

  test('nothing is stray where everything was written through the port', async (store) => {
    await store.commit([create(sample('x'), [row('v', 'k')], [key('n', 'x')]), { do: 'attach', attachment }])
    await store.commit([{ do: 'erase', db, id: 'x' }])
    await store.commit([create(sample('y'), [row('v', 'k')], [key('n', 'y')])])
    const none = { rows: 0, uniqueKeys: 0, attachments: 0 }
    assert.deepEqual([await store.strays(false), await store.strays(true)], [none, none])
    assert.equal(await store.count({ db, view: 'v' }), 1)
    assert.deepEqual(await store.holder(key('n', 'y')), { db, id: 'y' })
  })

  test('lists all jobs, those that are claimed or not due among them', async (store) => {
    const enqueue = { do: 'enqueue', kind: 'mail', payload: '{}' } as const
    await store.commit([
      { ...enqueue, id: 'c', runAt: 5 },
      { ...enqueue, id: 'a', runAt: 9_000 },
      { ...enqueue, id: 'b', runAt: 5, kind: 'other' },
    ])
    await store.claimJobs({ kinds: ['other'], now: 10, leaseMs: 100, limit: 1 })
    const all = await store.jobs({ limit: 9 })
    assert.deepEqual(
      all.map(({ id, kind, runAt, attempts }) => [id, kind, runAt, attempts]),
      [
        ['a', 'mail', 9_000, 0],
        ['b', 'other', 110, 1],
        ['c', 'mail', 5, 0],
      ],
    )
    const rest = await store.jobs({ after: 'a', limit: 1 })
    assert.deepEqual(
      rest.map(({ id }) => id),
      ['b'],
    )
  })

  test('lists all named values', async (store) => {
    await store.writeMeta('b', '2')
    await store.writeMeta('a', '1')
    const all = await store.allMeta()
    assert.deepEqual(
      all.filter(({ name }) => name === 'a' || name === 'b'),
      [
        { name: 'a', value: '1' },
        { name: 'b', value: '2' },
      ],
    )
  })
}
