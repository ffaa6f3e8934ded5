import assert from 'node:assert/strict'
import { create, db, key, read, replace, row, sample } from './samples.ts'
import type { ContractTest } from './samples.ts'

const done = { outcome: 'done' }

/** Values that only one document may hold. */
export function uniqueKeysContract(test: ContractTest): void {
  test('a key has one holder, found by scope, name and value', async (store) => {
    await store.commit([create(sample('x'), [], [key('realm', 'a.example')])])
    assert.deepEqual(await store.holder(key('realm', 'a.example')), { db, id: 'x' })
    assert.equal(await store.holder(key('realm', 'A.example')), undefined)
    assert.equal(await store.holder(key('name', 'a.example')), undefined)
    assert.equal(await store.holder({ ...key('realm', 'a.example'), scope: 'a2' }), undefined)
  })

  test('a key that another document holds is taken, and nothing changes', async (store) => {
    await store.commit([create(sample('x'), [], [key('realm', 'r')])])
    const late = create(sample('y', { db: 'a2' }), [row('v', 'y')], [key('free', 'f'), key('realm', 'r')])
    assert.deepEqual(await store.commit([late]), {
      outcome: 'taken',
      key: key('realm', 'r'),
      holder: { db, id: 'x' },
    })
    assert.equal(await store.get('a2', 'y'), undefined)
    assert.deepEqual(await read(store, 'v', { db: 'a2' }), [])
    assert.equal(await store.holder(key('free', 'f')), undefined)
  })

  test('documents of the same id in two databases are two holders', async (store) => {
    await store.commit([create(sample('x'), [], [key('n', '1')])])
    const outcome = await store.commit([create(sample('x', { db: 'a2' }), [], [key('n', '1')])])
    assert.deepEqual(outcome, { outcome: 'taken', key: key('n', '1'), holder: { db, id: 'x' } })
  })

  test('the same value is free in other scopes and under other names', async (store) => {
    const keys = [key('realm', 'r'), key('name', 'r'), { ...key('realm', 'r'), scope: 'a2' }]
    for (const [n, each] of keys.entries()) {
      assert.deepEqual(await store.commit([create(sample(`d${n}`), [], [each])]), done)
    }
  })

  test('of two documents that want a key at the same moment one gets it', async (store) => {
    const outcomes = await Promise.all(
      ['x', 'y'].map((id) => store.commit([create(sample(id), [], [key('name', 'n')])])),
    )
    assert.deepEqual(outcomes.map(({ outcome }) => outcome).sort(), ['done', 'taken'])
    const winner = outcomes[0]?.outcome === 'done' ? 'x' : 'y'
    assert.deepEqual(await store.holder(key('name', 'n')), { db, id: winner })
    assert.deepEqual(
      (await store.documents({ limit: 9 })).map(({ id }) => id),
      [winner],
    )
  })

  test('a replaced document keeps, gains and frees keys', async (store) => {
    await store.commit([create(sample('x'), [], [key('a', '1'), key('b', '1')])])
    const second = replace('1-x', sample('x', { rev: '2-x' }), [], [key('b', '1'), key('c', '1')])
    assert.deepEqual(await store.commit([second]), done)
    assert.equal(await store.holder(key('a', '1')), undefined)
    assert.deepEqual(await store.holder(key('b', '1')), { db, id: 'x' })
    assert.deepEqual(await store.holder(key('c', '1')), { db, id: 'x' })
  })

  test('a replacement that wants a taken key leaves the document with its own', async (store) => {
    await store.commit([create(sample('x'), [], [key('n', 'x')]), create(sample('y'), [], [key('n', 'y')])])
    const outcome = await store.commit([replace('1-y', sample('y', { rev: '2-y' }), [], [key('n', 'x')])])
    assert.deepEqual(outcome, { outcome: 'taken', key: key('n', 'x'), holder: { db, id: 'x' } })
    assert.equal((await store.get(db, 'y'))?.rev, '1-y')
    assert.deepEqual(await store.holder(key('n', 'y')), { db, id: 'y' })
  })

  test('a key freed by one step can be taken by the next', async (store) => {
    await store.commit([create(sample('x'), [], [key('n', '1')])])
    const steps = [
      replace('1-x', sample('x', { rev: '2-x', deleted: true })),
      create(sample('y'), [], [key('n', '1')]),
    ]
    assert.deepEqual(await store.commit(steps), done)
    assert.deepEqual(await store.holder(key('n', '1')), { db, id: 'y' })
  })

  test('the same key twice in one list is held once', async (store) => {
    assert.deepEqual(await store.commit([create(sample('x'), [], [key('n', '1'), key('n', '1')])]), done)
    assert.deepEqual(await store.holder(key('n', '1')), { db, id: 'x' })
  })

  test('erasing frees the keys', async (store) => {
    await store.commit([create(sample('x'), [], [key('n', '1')])])
    await store.commit([{ do: 'erase', db, id: 'x' }])
    assert.equal(await store.holder(key('n', '1')), undefined)
    assert.deepEqual(await store.commit([create(sample('y'), [], [key('n', '1')])]), done)
  })
}
