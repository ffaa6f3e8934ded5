import assert from 'node:assert/strict'
import type { Scan, Store, ViewRow } from '../port.ts'
import { create, db, read, replace, row, sample } from './samples.ts'
import type { ContractTest } from './samples.ts'

/** Documents 1 to 6 with the keys a, b, b, b, c and d. */
async function fill(store: Store): Promise<void> {
  const keys = ['a', 'b', 'b', 'b', 'c', 'd']
  const order = [3, 0, 5, 2, 4, 1]
  await store.commit(order.map((at) => create(sample(String(at + 1)), [row('v', keys[at] ?? '')])))
}

const at = (text: string): Uint8Array => Buffer.from(text)

/** Ranges of views, and how rows follow their documents. */
export function viewsContract(test: ContractTest): void {
  test('rows carry key, value and id, and the document when asked for', async (store) => {
    const document = sample('x')
    await store.commit([create(document, [row('v', 'k', '{"n":1}')])])
    const expected = { view: 'v', sortKey: new Uint8Array([107]), key: '"k"', value: '{"n":1}', id: 'x' }
    const [plain] = await store.scan({ db, view: 'v', descending: false, limit: 1 })
    assert.deepEqual(plain && { ...plain, sortKey: new Uint8Array(plain.sortKey) }, expected)
    const [full] = await store.scan({ db, view: 'v', descending: false, limit: 1, documents: true })
    assert.deepEqual(full && { ...full, sortKey: new Uint8Array(full.sortKey) }, { ...expected, document })
  })

  test('rows come by key, then by id, in both directions', async (store) => {
    await fill(store)
    assert.deepEqual(await read(store, 'v'), ['a:1', 'b:2', 'b:3', 'b:4', 'c:5', 'd:6'])
    assert.deepEqual(await read(store, 'v', { descending: true }), ['d:6', 'c:5', 'b:4', 'b:3', 'b:2', 'a:1'])
    assert.deepEqual(await read(store, 'v', { descending: true, documents: true, limit: 2 }), ['d:6', 'c:5'])
  })

  test('bounds are inclusive, and mean the same in both directions', async (store) => {
    await fill(store)
    const bounds = { low: at('b'), high: at('c') }
    assert.deepEqual(await read(store, 'v', bounds), ['b:2', 'b:3', 'b:4', 'c:5'])
    assert.deepEqual(await read(store, 'v', { ...bounds, descending: true }), ['c:5', 'b:4', 'b:3', 'b:2'])
    assert.deepEqual(await read(store, 'v', { low: at('c') }), ['c:5', 'd:6'])
    assert.deepEqual(await read(store, 'v', { low: at('c'), descending: true }), ['d:6', 'c:5'])
    assert.deepEqual(await read(store, 'v', { high: at('a') }), ['a:1'])
    assert.deepEqual(await read(store, 'v', { high: at('b'), descending: true, limit: 2 }), ['b:4', 'b:3'])
    assert.deepEqual(await read(store, 'v', { low: at('d'), high: at('a') }), [])
    assert.deepEqual(await read(store, 'v', { low: at('bb'), high: at('bz') }), [])
  })

  test('a page is one text, with the place where it turns', async (store) => {
    const keys = ['a', 'b', 'b', 'c']
    await store.commit(
      keys.map((key, index) => create(sample(String(index + 1)), [row('v', key, `{"n":${String(index)}}`)])),
    )
    const page = (scan: Partial<Scan>) => store.page({ db, view: 'v', descending: false, limit: 2, ...scan })
    assert.deepEqual(await page({}), {
      text: '{"n":0},{"n":1}',
      count: 2,
      turn: [
        { id: '2', key: '"b"' },
        { id: '3', key: '"b"' },
      ],
    })
    assert.deepEqual(await page({ after: { sortKey: at('b'), id: '2' } }), {
      text: '{"n":2},{"n":3}',
      count: 2,
    })
    assert.deepEqual(await page({ descending: true, limit: 1, low: at('b') }), {
      text: '{"n":3}',
      count: 1,
      turn: [
        { id: '4', key: '"c"' },
        { id: '3', key: '"b"' },
      ],
    })
    assert.deepEqual(await page({ limit: 10, high: at('a') }), { text: '{"n":0}', count: 1 })
    assert.deepEqual(await page({ low: at('x') }), { text: '', count: 0 })
    assert.deepEqual(await page({ view: 'other' }), { text: '', count: 0 })
  })

  test('a page goes on strictly behind a row, among equal keys too', async (store) => {
    await fill(store)
    const after = { sortKey: at('b'), id: '3' }
    assert.deepEqual(await read(store, 'v', { after }), ['b:4', 'c:5', 'd:6'])
    assert.deepEqual(await read(store, 'v', { after, descending: true }), ['b:2', 'a:1'])
    assert.deepEqual(await read(store, 'v', { after, high: at('c'), limit: 5 }), ['b:4', 'c:5'])
    assert.deepEqual(await read(store, 'v', { after, low: at('b'), descending: true }), ['b:2'])
    assert.deepEqual(await read(store, 'v', { after, documents: true, limit: 1 }), ['b:4'])
  })

  test('a page goes on behind a row that is gone', async (store) => {
    await fill(store)
    await store.commit([{ do: 'erase', db, id: '3' }])
    assert.deepEqual(await read(store, 'v', { after: { sortKey: at('b'), id: '3' }, limit: 1 }), ['b:4'])
    assert.deepEqual(await read(store, 'v', { after: { sortKey: at('bb'), id: '' } }), ['c:5', 'd:6'])
  })

  test('going on from before the range starts at its bound', async (store) => {
    await fill(store)
    const low = { low: at('c'), after: { sortKey: at('a'), id: '1' } }
    assert.deepEqual(await read(store, 'v', low), ['c:5', 'd:6'])
    const high = { high: at('a'), after: { sortKey: at('c'), id: '5' }, descending: true }
    assert.deepEqual(await read(store, 'v', high), ['a:1'])
  })

  test('every page together is the whole view', async (store) => {
    await fill(store)
    const all = await read(store, 'v')
    for (const descending of [false, true]) {
      const seen: string[] = []
      let last: ViewRow | undefined
      do {
        const after = last && { sortKey: last.sortKey, id: last.id }
        last = (await store.scan({ db, view: 'v', descending, limit: 1, ...(after && { after }) }))[0]
        if (last) seen.push(`${Buffer.from(last.sortKey).toString()}:${last.id}`)
      } while (last && seen.length < 20)
      assert.deepEqual(seen, descending ? all.toReversed() : all)
    }
  })

  test('sort keys are compared byte by byte, a shorter one first', async (store) => {
    const keys = [[255], [0, 255], [], [0], [128, 1], [127], [0, 0]]
    await store.commit(
      keys.map((bytes, n) => create(sample(`k${n}`), [{ ...row('v', ''), sortKey: new Uint8Array(bytes) }])),
    )
    const rows = await store.scan({ db, view: 'v', descending: false, limit: 10 })
    assert.deepEqual(
      rows.map(({ sortKey }) => [...sortKey]),
      [[], [0], [0, 0], [0, 255], [127], [128, 1], [255]],
    )
  })

  test('ids are compared by code points', async (store) => {
    const ids = ['\u{1F600}', '\uFFFD', 'é', 'a', 'B', 'a b', 'a\u0000b', 'aa']
    await store.commit(ids.map((id) => create(sample(id), [row('v', 'k')])))
    const rows = await store.scan({ db, view: 'v', descending: false, limit: 10 })
    assert.deepEqual(
      rows.map(({ id }) => id),
      ['B', 'a', 'a\u0000b', 'a b', 'aa', 'é', '\uFFFD', '\u{1F600}'],
    )
  })

  test('views and databases are apart from each other', async (store) => {
    await store.commit([
      create(sample('x'), [row('v', '1'), row('v/w', '2'), row('V', '3')]),
      create(sample('x', { db: 'a2' }), [row('v', '4')]),
    ])
    assert.deepEqual(await read(store, 'v'), ['1:x'])
    assert.deepEqual(await read(store, 'v', { db: 'a2' }), ['4:x'])
    assert.deepEqual(await read(store, 'V'), ['3:x'])
    assert.deepEqual(await read(store, 'none'), [])
  })

  test('a range is counted', async (store) => {
    await fill(store)
    assert.equal(await store.count({ db, view: 'v' }), 6)
    assert.equal(await store.count({ db, view: 'v', low: at('b'), high: at('c') }), 4)
    assert.equal(await store.count({ db, view: 'v', low: at('c') }), 2)
    assert.equal(await store.count({ db, view: 'v', high: at('b') }), 4)
    assert.equal(await store.count({ db: 'a2', view: 'v' }), 0)
  })

  test('a put replaces all rows of the document', async (store) => {
    await store.commit([
      create(sample('x'), [row('v', 'a'), row('v', 'b', '1'), row('w', 'c'), row('w', 'd')]),
    ])
    const rows = [row('v', 'b', '2'), row('w', 'd'), row('w', 'e'), row('u', 'f')]
    await store.commit([replace('1-x', sample('x', { rev: '2-x' }), rows)])
    assert.deepEqual(await read(store, 'v'), ['b:x'])
    assert.deepEqual(await read(store, 'w'), ['d:x', 'e:x'])
    assert.deepEqual(await read(store, 'u'), ['f:x'])
    const [changed] = await store.scan({ db, view: 'v', descending: false, limit: 1 })
    assert.equal(changed?.value, '2')
    await store.commit([replace('2-x', sample('x', { rev: '3-x' }), [])])
    assert.deepEqual([await read(store, 'v'), await read(store, 'w'), await read(store, 'u')], [[], [], []])
  })

  test('the text of a key is replaced with it, though it sorts the same', async (store) => {
    await store.commit([create(sample('x'), [row('v', 'k')])])
    await store.commit([replace('1-x', sample('x', { rev: '2-x' }), [{ ...row('v', 'k'), key: '"K"' }])])
    const [changed] = await store.scan({ db, view: 'v', descending: false, limit: 1 })
    assert.equal(changed?.key, '"K"')
  })

  test('of two rows of a document at the same place the later one stays', async (store) => {
    await store.commit([create(sample('x'), [row('v', 'k', '1'), row('v', 'k', '2')])])
    await store.commit([
      create(sample('y')),
      replace('1-y', sample('y'), [row('v', 'k', '3'), row('v', 'k', '4')]),
    ])
    const rows = await store.scan({ db, view: 'v', descending: false, limit: 5 })
    assert.deepEqual(
      rows.map(({ id, value }) => [id, value]),
      [
        ['x', '2'],
        ['y', '4'],
      ],
    )
  })
}
