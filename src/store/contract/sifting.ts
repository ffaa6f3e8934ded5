import assert from 'node:assert/strict'
import type { Scan, Sifted, Store } from '../port.ts'
import { always, coarsest, type FieldTest, type Sieve } from '../sieve.ts'
import { create, db, row, sample } from './samples.ts'
import type { ContractTest } from './samples.ts'

/** Bodies of documents `0` to `9`, whose keys are their ids. */
const bodies = [
  '{"name":"Lobby"}',
  '{"name":"0"}',
  '{"name":0}',
  '{"name":null}',
  '{"name":true}',
  '{"name":["Lobby"]}',
  '{"name":{"Lobby":1}}',
  '{"name":""}',
  '{}',
  '{"caller":{"id":{"na-me":"it\'s \\"1\\" \\\\ ü"}},"name":"Lobby2"}',
]

async function fill(store: Store): Promise<void> {
  const steps = bodies.map((body, at) =>
    create(sample(String(at), { body, created: 100 + at, modified: 200 + at }), [row('v', String(at))]),
  )
  // Another view and another database, of which nothing may be seen.
  const elsewhere = [
    create(sample('10', { body: '{"name":"Lobby"}' }), [row('w', '10')]),
    create(sample('0', { db: 'a2', body: '{"name":"Lobby"}' }), [row('v', '0')]),
  ]
  await store.commit([...steps, ...elsewhere])
}

function test(path: readonly string[], values: readonly string[], more: Partial<FieldTest> = {}): FieldTest {
  return { path, values, among: true, absent: false, ...more }
}

function sift(store: Store, sieve: Partial<Sieve>, scan: Partial<Scan> = {}): Promise<Sifted> {
  return store.sift({ db, view: 'v', descending: false, limit: 100, ...scan }, { ...coarsest, ...sieve })
}

async function ids(store: Store, sieve: Partial<Sieve>, scan: Partial<Scan> = {}): Promise<string> {
  const { rows } = await sift(store, sieve, scan)
  return rows.map(({ id }) => id).join('')
}

/** Ranges of views of which only documents that pass a sieve are read. */
export function siftingContract(contractTest: ContractTest): void {
  contractTest('without any test all pass, with their documents', async (store) => {
    await fill(store)
    const { rows, behind } = await sift(store, {}, { limit: 3 })
    assert.deepEqual(
      rows.map(({ key, value, document }) => [key, value, document.id, document.body, document.created]),
      [
        ['"0"', '"0"', '0', '{"name":"Lobby"}', 100],
        ['"1"', '"1"', '1', '{"name":"0"}', 101],
        ['"2"', '"2"', '2', '{"name":0}', 102],
      ],
    )
    assert.deepEqual(behind && [Buffer.from(behind.sortKey).toString(), behind.id], ['2', '2'])
    assert.equal(await ids(store, {}, { view: 'none' }), '')
  })

  contractTest('a field is one of some values; lists and objects are left to the reader', async (store) => {
    await fill(store)
    assert.equal(await ids(store, { fields: [test(['name'], ['"Lobby"'])] }), '056')
    assert.equal(await ids(store, { fields: [test(['name'], ['"0"', 'true'])] }), '1456')
    assert.equal(await ids(store, { fields: [test(['name'], ['0'])] }), '256')
    assert.equal(await ids(store, { fields: [test(['name'], ['null'])] }), '356')
    assert.equal(await ids(store, { fields: [test(['name'], [])] }), '56')
    assert.equal(await ids(store, { fields: [test(['name'], ['""'], { absent: true })] }), '5678')
  })

  contractTest('a field is none of some values', async (store) => {
    await fill(store)
    const among = false
    assert.equal(await ids(store, { fields: [test(['name'], ['"Lobby"'], { among })] }), '12345679')
    assert.equal(await ids(store, { fields: [test(['name'], [], { among })] }), '012345679')
    assert.equal(
      await ids(store, { fields: [test(['name'], ['null'], { among, absent: true })] }),
      '012456789',
    )
  })

  contractTest('a field lies deeper, and a path that leads nowhere leads to no field', async (store) => {
    await fill(store)
    const values = [JSON.stringify('it\'s "1" \\ ü')]
    assert.equal(await ids(store, { fields: [test(['caller', 'id', 'na-me'], values)] }), '9')
    assert.equal(await ids(store, { fields: [test(['caller', 'id'], ['"x"'])] }), '9')
    assert.equal(await ids(store, { fields: [test(['name', 'Lobby'], ['1'])] }), '6')
    assert.equal(await ids(store, { fields: [test(['name', 'Lobby'], [], { absent: true })] }), '012345789')
  })

  contractTest('all tests hold, and both times', async (store) => {
    await fill(store)
    const name = test(['name'], ['"Lobby"', '"0"', '"Lobby2"'])
    const caller = test(['caller'], [], { absent: true })
    assert.equal(await ids(store, { fields: [name, caller] }), '01569')
    assert.equal(await ids(store, { fields: [name, caller, test(['name'], ['"0"'])] }), '156')
    assert.equal(await ids(store, { created: { from: 102, to: 104 } }), '234')
    assert.equal(await ids(store, { modified: { ...always, from: 208 } }), '89')
    const both = { created: { ...always, to: 105 }, modified: { ...always, from: 204 } }
    assert.equal(await ids(store, { ...both, fields: [name] }), '5')
    assert.equal(await ids(store, { created: { from: always.to, to: always.to } }), '')
  })

  contractTest(
    'the limit is of rows looked at; the last of them is there, whether it passes or not',
    async (store) => {
      await fill(store)
      const fields = [test(['name'], ['"Lobby2"', '""'])]
      const looked: string[] = []
      let after: Sifted['behind']
      do {
        const { rows, behind } = await sift(store, { fields }, { limit: 4, ...(after && { after }) })
        looked.push(rows.map(({ id }) => id).join(''))
        after = behind
      } while (after)
      // 5 and 6 hold a list and an object, 3 is the last of four.
      assert.deepEqual(looked, ['3', '567', '9'])
      const whole = await sift(store, { fields }, { limit: 10 })
      assert.deepEqual([whole.rows.map(({ id }) => id).join(''), whole.behind?.id], ['5679', '9'])
      assert.deepEqual(
        await sift(store, { fields }, { limit: 3, after: { sortKey: Buffer.from('9'), id: '9' } }),
        {
          rows: [],
        },
      )
    },
  )

  contractTest('it keeps to its range, in both directions', async (store) => {
    await fill(store)
    const [low, high] = [Buffer.from('1'), Buffer.from('8')]
    const fields = [test(['name'], ['"Lobby"', '"0"', '""', '"Lobby2"'])]
    assert.equal(await ids(store, { fields }, { low, high }), '1567')
    assert.equal(await ids(store, { fields }, { low, high, descending: true }), '7651')
    assert.equal(await ids(store, { fields }, { low, descending: true, limit: 2 }), '98')
    const after = { sortKey: Buffer.from('6'), id: '6' }
    assert.equal(await ids(store, { fields }, { high, after }), '7')
    assert.equal(await ids(store, { fields }, { low, after, descending: true }), '51')
  })

  contractTest('characters that only escapes can write harm nothing', async (store) => {
    const texts = ['a\u0000b', 'a\u0001b', '\ud800', '\u007f', '😀', '\\u0000']
    const body = (text: string): string => JSON.stringify({ name: text, [`k${text}`]: 1 })
    await store.commit(
      texts.map((text, at) => create(sample(String(at), { body: body(text) }), [row('v', 'k')])),
    )
    for (const [at, text] of texts.entries()) {
      const found = await ids(store, {
        fields: [test(['name'], [JSON.stringify(text), text.toWellFormed()])],
      })
      assert.ok(found.includes(String(at)), `${JSON.stringify(text)}: ${found}`)
    }
  })

  contractTest('a document that is nested deeper than a database looks harms nothing', async (store) => {
    const body = `{"name":"Lobby","deep":${'['.repeat(1500)}${']'.repeat(1500)}}`
    await store.commit([create(sample('1', { body }), [row('v', 'k')])])
    assert.equal(await ids(store, { fields: [test(['name'], ['"Lobby"'])] }), '1')
    assert.equal(await ids(store, { fields: [test(['name'], ['"x"'], { among: false })] }, { limit: 2 }), '1')
  })
}
