import assert from 'node:assert/strict'
import type { Step, Store } from '../port.ts'
import type { ContractTest } from './samples.ts'

const enqueue = (id: string, runAt: number, kind = 'mail', payload = '{}'): Step => ({
  do: 'enqueue',
  id,
  kind,
  payload,
  runAt,
})

const claim = async (store: Store, now: number, limit = 10, kinds = ['mail']): Promise<string[]> =>
  (await store.claimJobs({ kinds, now, leaseMs: 1000, limit })).map(({ id }) => id)

/** Work that is claimed, and comes back when it was not finished. */
export function jobsContract(test: ContractTest): void {
  test('a due job is claimed once', async (store) => {
    await store.commit([enqueue('j', 500, 'mail', '{"to":"x"}')])
    assert.deepEqual(await claim(store, 499), [])
    const jobs = await store.claimJobs({ kinds: ['mail'], now: 500, leaseMs: 1000, limit: 10 })
    assert.deepEqual(jobs, [{ id: 'j', kind: 'mail', payload: '{"to":"x"}', runAt: 500, attempts: 0 }])
    assert.deepEqual(await claim(store, 600), [])
  })

  test('jobs are claimed oldest first, of the wanted kinds, up to the limit', async (store) => {
    await store.commit([enqueue('c', 3), enqueue('a', 1), enqueue('b', 2, 'fax'), enqueue('d', 4, 'other')])
    assert.deepEqual(await claim(store, 10, 2, ['mail', 'fax', 'mail']), ['a', 'b'])
    assert.deepEqual(await claim(store, 10, 2, ['mail', 'fax']), ['c'])
    assert.deepEqual(await claim(store, 10, 2, []), [])
    assert.deepEqual(await claim(store, 10, 2, ['other']), ['d'])
  })

  test('claims at the same moment share the jobs between them', async (store) => {
    await store.commit(Array.from({ length: 6 }, (_, n) => enqueue(`j${n}`, n)))
    const claims = await Promise.all([claim(store, 10, 2), claim(store, 10, 2), claim(store, 10, 2)])
    assert.deepEqual(claims.flat().sort(), ['j0', 'j1', 'j2', 'j3', 'j4', 'j5'])
  })

  test('a job whose lease ran out is due again, and counts its attempts', async (store) => {
    await store.commit([enqueue('j', 0)])
    await claim(store, 100)
    assert.deepEqual(await claim(store, 1099), [])
    const [again] = await store.claimJobs({ kinds: ['mail'], now: 1100, leaseMs: 1000, limit: 1 })
    assert.equal(again?.id, 'j')
    assert.equal(again.attempts, 1)
  })

  test('a finished job is gone', async (store) => {
    await store.commit([enqueue('j', 0)])
    await claim(store, 1)
    await store.finishJob('j', 0)
    assert.deepEqual(await claim(store, 1_000_000), [])
    await store.finishJob('j', 0)
  })

  test('a job that is put back runs again at its time', async (store) => {
    await store.commit([enqueue('j', 0)])
    await claim(store, 1)
    await store.retryJob('j', 0, 5000, 'connection refused')
    assert.deepEqual(await claim(store, 4999), [])
    const [again] = await store.claimJobs({ kinds: ['mail'], now: 5000, leaseMs: 1000, limit: 1 })
    assert.deepEqual(again, { id: 'j', kind: 'mail', payload: '{}', runAt: 5000, attempts: 1 })
  })

  test('who lost a job to another can no longer finish, put back or keep it', async (store) => {
    await store.commit([enqueue('j', 0)])
    await claim(store, 100)
    assert.deepEqual(await claim(store, 1100), ['j'])
    await store.finishJob('j', 0)
    await store.retryJob('j', 0, 0, 'late')
    assert.equal(await store.extendJob('j', 0, 9000), false)
    assert.deepEqual(await claim(store, 2099), [])
    await store.finishJob('j', 1)
    assert.deepEqual(await claim(store, 1_000_000), [])
    assert.equal(await store.extendJob('j', 1, 9000), false)
  })

  test('a job that takes long can be kept', async (store) => {
    await store.commit([enqueue('j', 0)])
    await claim(store, 100)
    assert.equal(await store.extendJob('j', 0, 5000), true)
    assert.deepEqual(await claim(store, 4999), [])
    assert.deepEqual(await claim(store, 5000), ['j'])
  })

  test('jobs claimed by two processes at the same moment are shared between them', async (store, second) => {
    const other = await second()
    await store.commit(Array.from({ length: 20 }, (_, n) => enqueue(`j${String(n).padStart(2, '0')}`, n)))
    const claims: string[] = []
    for (let n = 0; n < 5; n += 1)
      claims.push(...(await Promise.all([claim(store, 99, 2), claim(other, 99, 2)])).flat())
    assert.equal(new Set(claims).size, 20)
    assert.equal(claims.length, 20)
    await other.close()
  })

  test('a job with the id of another is left out', async (store) => {
    await store.commit([enqueue('j', 5, 'mail', '{"n":1}')])
    assert.deepEqual(await store.commit([enqueue('j', 0, 'fax', '{"n":2}')]), { outcome: 'done' })
    const jobs = await store.claimJobs({ kinds: ['mail', 'fax'], now: 9, leaseMs: 1, limit: 9 })
    assert.deepEqual(jobs, [{ id: 'j', kind: 'mail', payload: '{"n":1}', runAt: 5, attempts: 0 }])
  })
}
