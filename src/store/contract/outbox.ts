import assert from 'node:assert/strict'
import type { Step, Store } from '../port.ts'
import { create, sample } from './samples.ts'
import type { ContractTest } from './samples.ts'

const publish = (kind: string): Step => ({ do: 'publish', kind, payload: `{"k":"${kind}"}` })

const kinds = async (store: Store, limit = 100): Promise<string[]> =>
  (await store.outbox(limit)).map(({ kind }) => kind)

/** Events that wait to be delivered, and named values. */
export function outboxContract(test: ContractTest): void {
  test('events come in the order of commits', async (store) => {
    await Promise.all(['a', 'b', 'c'].map((kind) => store.commit([publish(kind), publish(`${kind}2`)])))
    await store.commit([create(sample('x')), publish('d')])
    assert.deepEqual(await kinds(store), ['a', 'a2', 'b', 'b2', 'c', 'c2', 'd'])
    assert.deepEqual(await kinds(store, 2), ['a', 'a2'])
    const events = await store.outbox(10)
    assert.equal(events[0]?.payload, '{"k":"a"}')
    const positions = events.map(({ seq }) => seq)
    assert.deepEqual(
      positions,
      positions.toSorted((one, other) => one - other),
    )
    assert.equal(new Set(positions).size, 7)
  })

  test('delivered events are gone, and their positions are not used again', async (store) => {
    await store.commit([publish('a'), publish('b'), publish('c')])
    const [, second, third] = await store.outbox(3)
    await store.acknowledge(second?.seq ?? 0)
    assert.deepEqual(await kinds(store), ['c'])
    await store.acknowledge(third?.seq ?? 0)
    assert.deepEqual(await kinds(store), [])
    await store.commit([publish('d')])
    const [next] = await store.outbox(1)
    assert.equal((next?.seq ?? 0) > (third?.seq ?? 0), true)
  })

  test('named values are set, replaced and removed', async (store) => {
    assert.equal(await store.readMeta('views'), undefined)
    await store.writeMeta('views', '{"a":1}')
    await store.writeMeta('other', '2')
    await store.writeMeta('views', '{"a":2}')
    assert.equal(await store.readMeta('views'), '{"a":2}')
    await store.writeMeta('views', undefined)
    assert.equal(await store.readMeta('views'), undefined)
    assert.equal(await store.readMeta('other'), '2')
  })
}
