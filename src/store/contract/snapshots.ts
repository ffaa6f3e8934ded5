import assert from 'node:assert/strict'
import type { Snapshot, Step } from '../port.ts'
import { create, db, key, replace, row, sample } from './samples.ts'
import type { ContractTest } from './samples.ts'

/** What a snapshot shows, as texts that are easy to compare. */
async function shown(snapshot: Snapshot): Promise<readonly unknown[]> {
  const all = await snapshot.documents({ limit: 100 })
  const menus = await snapshot.documents({ db, type: 'menu', limit: 100 })
  return [
    all.map((each) => `${each.db}/${each.id} ${each.rev}`),
    menus.map(({ id }) => id),
    (await snapshot.get(db, 'x'))?.rev,
    await snapshot.databases(),
    await snapshot.documentCounts(),
    (await snapshot.attachments(db, 'x')).map(({ name }) => name),
    await snapshot.readMeta('m'),
  ]
}

/** Reads of one moment, while others write. */
export function snapshotsContract(test: ContractTest): void {
  const attach = (name: string): Step => ({
    do: 'attach',
    attachment: { db, id: 'x', name, contentType: 'b/c', bytes: 1, digest: 'd', created: 1 },
  })
  const before = [
    ['a1/x 1-x', 'a1/y 1-y', 'b1/z 1-z'],
    ['x', 'y'],
    '1-x',
    ['a1', 'b1'],
    [
      { db: 'a1', documents: 2 },
      { db: 'b1', documents: 1 },
    ],
    ['first'],
    '"before"',
  ]

  test('see nothing of what is written later, by this process or another', async (store, second) => {
    await store.commit([
      create(sample('x'), [row('v', 'k')], [key('n', 'x')]),
      create(sample('y')),
      create(sample('z', { db: 'b1' })),
      attach('first'),
    ])
    await store.writeMeta('m', '"before"')
    const snapshot = await store.snapshot()
    // Before anything is read: the moment is that of opening.
    await store.commit([replace('1-x', sample('x', { rev: '2-x' }), [row('v', 'l')]), attach('second')])
    assert.deepEqual(await shown(snapshot), before)
    const other = await second()
    await other.commit([create(sample('w')), { do: 'erase', db, id: 'y' }, { do: 'drop', db: 'b1' }])
    await other.writeMeta('m', '"after"')
    await other.commit([create(sample('u', { db: 'c1' }))])
    assert.deepEqual(await shown(snapshot), before)
    const next = await other.snapshot()
    assert.deepEqual(await shown(next), [
      ['a1/w 1-w', 'a1/x 2-x', 'c1/u 1-u'],
      ['w', 'x'],
      '2-x',
      ['a1', 'c1'],
      [
        { db: 'a1', documents: 2 },
        { db: 'c1', documents: 1 },
      ],
      ['first', 'second'],
      '"after"',
    ])
    await next.close()
    await other.close()
    assert.deepEqual(await shown(snapshot), before)
    await snapshot.close()
    assert.equal((await store.get(db, 'x'))?.rev, '2-x')
  })

  test('go on over many pages while others write', async (store) => {
    const ids = Array.from({ length: 60 }, (_, n) => `d${String(n).padStart(2, '0')}`)
    await store.commit(ids.map((id) => create(sample(id))))
    const snapshot = await store.snapshot()
    const seen: string[] = []
    for (let after: { db: string; id: string } | undefined; ;) {
      const page = await snapshot.documents({ db, limit: 10, ...(after && { after }) })
      after = page.at(-1)
      if (!after) break
      seen.push(...page.map(({ id, rev }) => `${id} ${rev}`))
      // What comes next is changed, removed and added to.
      const [changed = '', removed = ''] = ids.slice(seen.length, seen.length + 2)
      if (changed === '') continue
      const outcome = await store.commit([
        replace(`1-${changed}`, sample(changed, { rev: '2' })),
        { do: 'erase', db, id: removed },
        create(sample(`${removed}-new`)),
      ])
      assert.deepEqual(outcome, { outcome: 'done' })
    }
    await snapshot.close()
    assert.deepEqual(
      seen,
      ids.map((id) => `${id} 1-${id}`),
    )
  })

  test('that are closed show nothing any more', async (store) => {
    const snapshot = await store.snapshot()
    await snapshot.close()
    await snapshot.close()
    await assert.rejects(snapshot.get(db, 'x'), { name: 'StoreUnavailable' })
  })
}
