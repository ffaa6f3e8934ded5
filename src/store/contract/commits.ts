import assert from 'node:assert/strict'
import type { CommitOutcome, Step } from '../port.ts'
import { create, db, key, read, replace, row, sample } from './samples.ts'
import type { ContractTest } from './samples.ts'

const done = { outcome: 'done' }
const conflict = { outcome: 'conflict', db, id: 'x' }
const missing = { outcome: 'missing', db, id: 'x' }

/** Outcomes of steps, and that a batch happens as a whole or not at all. */
export function commitsContract(test: ContractTest): void {
  test('a document comes back as it was put', async (store) => {
    const document = sample('x', { body: '{"name":"Zoë \\u0000 \u{1F4DE}"}', hidden: '{}', type: 'user' })
    assert.deepEqual(await store.commit([create(document)]), done)
    assert.deepEqual(await store.get(db, 'x'), document)
    assert.equal(await store.get(db, 'y'), undefined)
    assert.equal(await store.get('a2', 'x'), undefined)
  })

  test('an empty batch is done', async (store) => {
    assert.deepEqual(await store.commit([]), done)
  })

  test('creating what exists is a conflict, and leaves it as it was', async (store) => {
    await store.commit([create(sample('x'), [row('v', 'old')])])
    const second = create(sample('x', { rev: '1-other' }), [row('v', 'new')])
    assert.deepEqual(await store.commit([second]), conflict)
    assert.deepEqual(await store.get(db, 'x'), sample('x'))
    assert.deepEqual(await read(store, 'v'), ['old:x'])
  })

  test('creating where a soft-deleted document lies is a conflict', async (store) => {
    await store.commit([create(sample('x', { deleted: true }))])
    assert.deepEqual(await store.commit([create(sample('x'))]), conflict)
    assert.equal((await store.get(db, 'x'))?.deleted, true)
  })

  test('a put replaces the revision it expects, and no other', async (store) => {
    await store.commit([create(sample('x'))])
    const second = sample('x', {
      rev: '2-b',
      created: 1,
      modified: 2,
      type: 'user',
      body: '{"n":2}',
      hidden: '{"h":1}',
    })
    assert.deepEqual(await store.commit([replace('1-x', second)]), done)
    assert.deepEqual(await store.get(db, 'x'), second)
    assert.deepEqual(await store.commit([replace('1-x', sample('x', { rev: '2-c' }))]), conflict)
    assert.deepEqual(await store.get(db, 'x'), second)
  })

  test('a put that expects a revision of a document that is not there is a conflict', async (store) => {
    assert.deepEqual(await store.commit([replace('1-x', sample('x'))]), conflict)
    assert.equal(await store.get(db, 'x'), undefined)
  })

  test('soft-deleted documents are read, and can be revived', async (store) => {
    await store.commit([create(sample('x'))])
    const gone = sample('x', { rev: '2-x', deleted: true })
    assert.deepEqual(await store.commit([replace('1-x', gone)]), done)
    assert.deepEqual(await store.get(db, 'x'), gone)
    assert.deepEqual(await store.commit([replace('2-x', sample('x', { rev: '3-x' }))]), done)
    assert.equal((await store.get(db, 'x'))?.deleted, false)
  })

  test('erasing removes the document and its rows; erasing what is not there is done', async (store) => {
    await store.commit([
      create(sample('x'), [row('v', 'x'), row('w', 'x')]),
      create(sample('y'), [row('v', 'y')]),
    ])
    assert.deepEqual(await store.commit([{ do: 'erase', db, id: 'x' }]), done)
    assert.equal(await store.get(db, 'x'), undefined)
    assert.deepEqual([await read(store, 'v'), await read(store, 'w')], [['y:y'], []])
    assert.deepEqual(await store.commit([{ do: 'erase', db, id: 'x' }]), done)
    assert.deepEqual(await store.commit([create(sample('x'))]), done)
  })

  test('erasing with a revision is a conflict when it is another one, or there is no document', async (store) => {
    await store.commit([create(sample('x'))])
    assert.deepEqual(await store.commit([{ do: 'erase', db, id: 'x', expect: '9-z' }]), conflict)
    assert.deepEqual(await store.get(db, 'x'), sample('x'))
    assert.deepEqual(await store.commit([{ do: 'erase', db, id: 'x', expect: '1-x' }]), done)
    assert.deepEqual(await store.commit([{ do: 'erase', db, id: 'x', expect: '1-x' }]), conflict)
  })

  test('requiring tells whether a document is there, alive and of a revision', async (store) => {
    const require: Step = { do: 'require', db, id: 'x' }
    assert.deepEqual(await store.commit([require]), missing)
    await store.commit([create(sample('x'))])
    assert.deepEqual(await store.commit([require]), done)
    assert.deepEqual(await store.commit([{ ...require, expect: '1-x' }]), done)
    assert.deepEqual(await store.commit([{ ...require, expect: '2-x' }]), conflict)
    await store.commit([replace('1-x', sample('x', { rev: '2-x', deleted: true }))])
    assert.deepEqual(await store.commit([require]), missing)
  })

  test('steps see what the steps before them did', async (store) => {
    const steps: Step[] = [
      create(sample('x'), [row('v', 'one')]),
      { do: 'require', db, id: 'x', expect: '1-x' },
      replace('1-x', sample('x', { rev: '2-x' }), [row('v', 'two')]),
    ]
    assert.deepEqual(await store.commit(steps), done)
    assert.deepEqual(await read(store, 'v'), ['two:x'])
  })

  test('nothing of a batch happens when its last step cannot be done', async (store) => {
    await store.commit([create(sample('old'), [row('v', 'old')], [key('name', 'old')])])
    const attachment = { db, id: 'old', name: 'a', contentType: 'b/c', bytes: 1, digest: 'd', created: 1 }
    const outcome = await store.commit([
      create(sample('new'), [row('v', 'new')], [key('name', 'new')]),
      { do: 'attach', attachment },
      { do: 'publish', kind: 'doc_created', payload: '{}' },
      { do: 'enqueue', id: 'job', kind: 'mail', payload: '{}', runAt: 0 },
      { do: 'erase', db, id: 'old' },
      { do: 'require', db, id: 'x' },
    ])
    assert.deepEqual(outcome, missing)
    assert.deepEqual(await store.get(db, 'old'), sample('old'))
    assert.equal(await store.get(db, 'new'), undefined)
    assert.deepEqual(await read(store, 'v'), ['old:old'])
    assert.deepEqual(await store.holder(key('name', 'old')), { db, id: 'old' })
    assert.equal(await store.holder(key('name', 'new')), undefined)
    assert.deepEqual(await store.attachments(db, 'old'), [])
    assert.deepEqual(await store.outbox(10), [])
    assert.deepEqual(await store.claimJobs({ kinds: ['mail'], now: 1, leaseMs: 1, limit: 1 }), [])
  })

  test('batches that are committed at the same moment have outcomes of their own', async (store) => {
    await store.commit([create(sample('x'))])
    const outcomes = await Promise.all([
      store.commit([create(sample('a'), [row('v', 'a')])]),
      store.commit([create(sample('b'), [row('v', 'b')]), create(sample('x'))]),
      store.commit([create(sample('c'), [row('v', 'c')]), { do: 'require', db, id: 'nobody' }]),
      store.commit([create(sample('d'), [row('v', 'd')])]),
    ])
    assert.deepEqual(outcomes, [done, conflict, { outcome: 'missing', db, id: 'nobody' }, done])
    assert.deepEqual(await read(store, 'v'), ['a:a', 'd:d'])
    assert.equal(await store.get(db, 'b'), undefined)
  })

  test('of two writers with the same revision one wins', async (store) => {
    await store.commit([create(sample('x'))])
    const both: CommitOutcome[] = await Promise.all(
      ['2-a', '2-b'].map((rev) => store.commit([replace('1-x', sample('x', { rev }))])),
    )
    assert.deepEqual(both.map(({ outcome }) => outcome).sort(), ['conflict', 'done'])
    const winner = both[0]?.outcome === 'done' ? '2-a' : '2-b'
    assert.equal((await store.get(db, 'x'))?.rev, winner)
  })

  test('a bug in one batch rejects that batch alone', async (store) => {
    const broken = create(sample('broken', { created: 1.5 }), [row('v', 'broken')])
    const results = await Promise.allSettled([
      store.commit([create(sample('a'))]),
      store.commit([create(sample('b')), broken]),
      store.commit([create(sample('c'))]),
    ])
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    )
    const ids = (await store.documents({ limit: 10 })).map(({ id }) => id)
    assert.deepEqual(ids, ['a', 'c'])
  })
}
