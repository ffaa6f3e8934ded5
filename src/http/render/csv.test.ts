import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { failed, systemError, type Failure } from '../../failures.ts'
import { bareStyle, csvLine, type CsvStyle } from './csv-cells.ts'
import { assembleCsv, openCsv, type CsvRow } from './csv.ts'

describe('CSV of a result', () => {
  it('has the columns of all rows, in order of appearance', () => {
    assert.equal(
      assembleCsv([
        { a: 1, b: { c: 'x' } },
        { a: 2, d: 'q"t' },
      ]),
      '"a","b_c","d"\n"1","x"\n"2",,"q""t"\n',
    )
  })

  it('has one row for one object, and friendly headings', () => {
    assert.equal(
      assembleCsv({ id: 'x', metadata: { caller_id: { name: 'Ann' }, rate: { nocharge_time: 60 } }, e: {} }),
      '"ID","Caller ID Name","Grace Period"\n"x","Ann","60"\n',
    )
  })

  it('writes every kind of value', () => {
    assert.equal(
      assembleCsv({
        t: true,
        n: null,
        f: -2.5,
        e: '',
        l: ['a', 1, false],
        x: [],
        o: [{ a: 1 }],
        m: 'a\nb,c',
      }),
      '"t","n","f","e","l","x","o","m"\n"true",,"-2.5","","a,1,false","",,"a\nb,c"\n',
    )
  })

  it('keeps columns apart whose names meet', () => {
    assert.equal(assembleCsv([{ a_b: 1, a: { b: 2 } }]), '"a_b","a_b"\n"1","2"\n')
    assert.equal(assembleCsv([{ '': { a: 1 }, b: { '': 2 } }]), '"_a","b_"\n"1","2"\n')
    assert.equal(assembleCsv([{ constructor: 1 }, { toString: 2 }]), '"constructor","toString"\n"1"\n,"2"\n')
  })

  it('has one column for rows that are no objects', () => {
    assert.equal(assembleCsv(['a', 2]), '"value"\n"a"\n"2"\n')
  })

  it('is absent without anything to show', () => {
    for (const empty of [undefined, null, '', [], {}, [{}]]) assert.equal(assembleCsv(empty), undefined)
  })
})

async function* chunksOf(
  ...chunks: (readonly CsvRow[] | Failure)[]
): AsyncGenerator<readonly CsvRow[] | Failure> {
  yield* chunks
}

async function streamed(
  columns: readonly string[],
  chunks: (readonly CsvRow[] | Failure)[],
  style?: CsvStyle,
): Promise<unknown> {
  const pieces = await openCsv(columns, chunksOf(...chunks), style)
  if (!pieces || failed(pieces)) return pieces
  return text(Readable.from(pieces))
}

describe('CSV with fixed columns', () => {
  it('streams the header and the rows', async () => {
    assert.equal(
      await streamed(['id', 'call_id', 'to'], [[], [['1', 'x', undefined]], [], [['2', '', 'a"b']]]),
      '"ID","call_id","to"\n"1","x",\n"2","","a""b"\n',
    )
  })

  it('streams bare cells, in quotes where they must be', async () => {
    assert.equal(
      await streamed(['id', 'name'], [[['1', 'Ann']], [[2, 'a,"b"\r\n']]], bareStyle),
      'id,name\r\n1,Ann\r\n2,"a,""b""\r\n"\r\n',
    )
  })

  it('says when there are no rows, or reading fails before the first', async () => {
    assert.equal(await streamed(['id'], [[], []]), undefined)
    const failure = systemError('datastore_fault')
    assert.equal(await streamed(['id'], [[], failure, [['1']]]), failure)
  })

  it('breaks off when reading fails later', async () => {
    await assert.rejects(
      streamed(['id'], [[['1']], systemError('datastore_fault')]),
      /reading the rows failed/,
    )
  })

  it('goes out in pieces, whole and in order', async () => {
    const rows = Array.from({ length: 5000 }, (_, i): CsvRow => [i, 'some text'])
    const pieces = await openCsv(['n', 't'], chunksOf(rows))
    assert.ok(pieces && !failed(pieces))
    const all: readonly string[] = await Readable.from(pieces).toArray()
    assert.ok(all.length > 1, 'everything came in one piece')
    assert.equal(all.join(''), `"n","t"\n${rows.map((row) => csvLine(row)).join('')}`)
  })
})
