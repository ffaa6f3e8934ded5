import assert from 'node:assert/strict'
import type { JsonObject } from '../../json.ts'
import type { RemoteChange, Step, Store } from '../port.ts'
import { create, db, key, replace, sample } from './samples.ts'
import type { ContractTest } from './samples.ts'

/** Changes are heard of within this time, in milliseconds. */
const withinMs = 1000

const told = (step: Step): Step => (step.do === 'put' ? { ...step, tell: true } : step)
const ofDocument = (id: string): RemoteChange => ({ scope: 'document', db, id, type: 'menu' })

/** What processes that share a database learn of each other. */
export function processesContract(test: ContractTest): void {
  test('what one process writes and tells, others hear of; what it does not tell, they do not', async (store, second) => {
    const other = await second()
    const [here, there] = [heard(store), heard(other)]
    await store.commit([told(create(sample('x'))), create(sample('y'))])
    await store.commit([create(sample('z'))])
    await store.commit([told(replace('1-x', sample('x', { rev: '2-x', deleted: true })))])
    await store.commit([{ do: 'erase', db, id: 'x', tell: 'menu' }])
    await store.commit([{ do: 'drop', db: 'a9' }])
    await until(there, { scope: 'database', db: 'a9' })
    const seen = new Set(there.map((each) => JSON.stringify(each)))
    assert.deepEqual(
      seen,
      new Set([ofDocument('x'), { scope: 'database', db: 'a9' }].map((each) => JSON.stringify(each))),
    )
    assert.deepEqual(here, [])
    await other.close()
  })

  test('who hears of a change can read it', async (store, second) => {
    const other = await second()
    const read = Promise.withResolvers<string | undefined>()
    other.watch(() => {
      other.get(db, 'x').then((found) => read.resolve(found?.rev), read.reject)
    })
    await store.commit([told(create(sample('x')))])
    assert.equal(await read.promise, '1-x')
    await other.close()
  })

  test('what was not written is not told', async (store, second) => {
    const other = await second()
    await store.commit([create(sample('x'), [], [key('n', '1')])])
    const there = heard(other)
    await store.commit([told(create(sample('x')))])
    await store.commit([told(create(sample('y'), [], [key('n', '1')]))])
    await store.commit([told(create(sample('last')))])
    await until(there, ofDocument('last'))
    assert.deepEqual(there, [ofDocument('last')])
    await other.close()
  })

  test('very many changes are told as fewer, wider ones', async (store, second) => {
    const other = await second()
    const there = heard(other)
    await store.commit(
      Array.from({ length: 3000 }, (_, n) => told(create(sample(`${'long'.repeat(50)}${n}`)))),
    )
    const deadline = Date.now() + withinMs
    const wide = (): boolean => there.some(({ scope }) => scope !== 'document')
    while (!wide() && Date.now() < deadline) await new Promise((next) => setTimeout(next, 5))
    assert.equal(wide(), true)
    assert.equal(there.length < 100, true)
    await other.close()
  })

  test('who ended watching hears nothing more', async (store, second) => {
    const other = await second()
    const ended: RemoteChange[] = []
    const end = other.watch((change) => ended.push(change))
    const there = heard(other)
    end()
    await store.commit([told(create(sample('x')))])
    await until(there, ofDocument('x'))
    assert.deepEqual(ended, [])
    await other.close()
  })

  test('what is said is heard by the others, by topic', async (store, second) => {
    const other = await second()
    const [here, there, elsewhere]: JsonObject[][] = [[], [], []]
    store.hear('news', (message) => here?.push(message))
    other.hear('news', (message) => there?.push(message))
    other.hear('weather', (message) => elsewhere?.push(message))
    const long = 'ü"'.repeat(2000)
    store.say('news', { n: 1, long })
    store.say('news', { n: 2 })
    const deadline = Date.now() + withinMs
    while (there?.length !== 2 && Date.now() < deadline) await new Promise((next) => setTimeout(next, 5))
    assert.deepEqual(there, [{ n: 1, long }, { n: 2 }])
    assert.deepEqual([here, elsewhere], [[], []])
    await other.close()
  })
}

/** Everything a store hears of from now on. */
function heard(store: Store): RemoteChange[] {
  const changes: RemoteChange[] = []
  store.watch((change) => changes.push(change))
  return changes
}

async function until(changes: readonly RemoteChange[], expected: RemoteChange): Promise<void> {
  const deadline = Date.now() + withinMs
  const found = (): boolean => changes.some((each) => JSON.stringify(each) === JSON.stringify(expected))
  while (!found() && Date.now() < deadline) await new Promise((next) => setTimeout(next, 5))
  assert.equal(found(), true, `not heard of ${JSON.stringify(expected)}, but of ${JSON.stringify(changes)}`)
}
