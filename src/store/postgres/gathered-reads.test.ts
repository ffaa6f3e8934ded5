import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { StoreUnavailable } from '../port.ts'
import { GatheredReads } from './gathered-reads.ts'
import type { Row, Statement, Value } from './link.ts'

interface Sent {
  readonly name: string
  readonly values: readonly Value[]
  readonly answer: (rows: readonly Row[]) => void
  readonly fail: (error: Error) => void
}

/** A database that answers when told to. */
function databaseOf(sent: Sent[]) {
  return {
    read({ name }: Statement, values: readonly Value[]): Promise<readonly Row[]> {
      const { promise, resolve, reject } = Promise.withResolvers<readonly Row[]>()
      sent.push({ name, values, answer: resolve, fail: reject })
      return promise
    },
  }
}

function gatheredReads(
  sent: Sent[],
  apart = false,
): GatheredReads<[tenant: string, id: string], string | null> {
  const finding = {
    one: { name: 'one', text: '' },
    each: { name: 'each', text: '' },
    texts: (key: [string, string]) => key,
    found: (_: unknown, row: Row) => row[0] ?? null,
  }
  return new GatheredReads(databaseOf(sent), finding, apart)
}

/** Resolves when so many statements were sent. */
async function until(sent: readonly Sent[], count: number): Promise<void> {
  while (sent.length < count) await turn()
}

describe('gathered reads', () => {
  it('what is asked for in one turn is one statement, and each reader has its own row or none', async () => {
    const sent: Sent[] = []
    const reads = gatheredReads(sent)
    const found = Promise.all([reads.read(['t', 'a']), reads.read(['t', 'b']), reads.read(['u', 'c'])])
    await turn()
    assert.deepEqual(
      sent.map(({ name, values }) => ({ name, values })),
      [
        {
          name: 'each',
          values: [
            ['t', 't', 'u'],
            ['a', 'b', 'c'],
          ],
        },
      ],
    )
    sent[0]?.answer([
      ['3', 'third'],
      ['1', 'first'],
    ])
    assert.deepEqual(await found, ['first', undefined, 'third'])
  })

  it('a single one has a statement of its own', async () => {
    const sent: Sent[] = []
    const found = gatheredReads(sent).read(['t', 'a'])
    await turn()
    sent[0]?.answer([['row']])
    assert.equal(await found, 'row')
    assert.deepEqual([sent[0]?.name, sent[0]?.values], ['one', ['t', 'a']])
  })

  it('what is asked for while a statement is under way waits for it, and then is one statement', async () => {
    const sent: Sent[] = []
    const reads = gatheredReads(sent)
    const first = reads.read(['t', 'a'])
    await turn()
    const later = [reads.read(['t', 'b'])]
    await turn()
    later.push(reads.read(['t', 'c']))
    await turn()
    assert.equal(sent.length, 1)
    sent[0]?.answer([['row of a']])
    assert.equal(await first, 'row of a')
    await until(sent, 2)
    assert.deepEqual(sent.at(-1)?.values, [
      ['t', 't'],
      ['b', 'c'],
    ])
    sent[1]?.answer([
      ['1', 'row of b'],
      ['2', 'row of c'],
    ])
    assert.deepEqual(await Promise.all(later), ['row of b', 'row of c'])
    assert.equal(sent.length, 2)
  })

  it('a statement that hangs does not hold up what is asked for behind it', async () => {
    const sent: Sent[] = []
    const reads = gatheredReads(sent)
    const hanging = reads.read(['t', 'a'])
    await turn()
    const next = reads.read(['t', 'b'])
    await until(sent, 2)
    sent[1]?.answer([['row of b']])
    assert.equal(await next, 'row of b')
    sent[0]?.fail(new StoreUnavailable('the database does not answer'))
    await assert.rejects(hanging, StoreUnavailable)
  })

  it('after a failure the next statement is sent at once', async () => {
    const sent: Sent[] = []
    const reads = gatheredReads(sent)
    const failing = reads.read(['t', 'a'])
    await turn()
    const next = reads.read(['t', 'b'])
    sent[0]?.fail(new StoreUnavailable('gone'))
    await assert.rejects(failing, { message: 'gone' })
    await until(sent, 2)
    sent[1]?.answer([['row of b']])
    assert.equal(await next, 'row of b')
  })

  it('tenants that lie apart have a statement each', async () => {
    const sent: Sent[] = []
    const reads = gatheredReads(sent, true)
    const found = Promise.all([reads.read(['t', 'a']), reads.read(['u', 'b']), reads.read(['t', 'c'])])
    await turn()
    assert.deepEqual(
      sent.map(({ values }) => values),
      [
        [
          ['t', 't'],
          ['a', 'c'],
        ],
        ['u', 'b'],
      ],
    )
    sent[0]?.answer([])
    sent[1]?.answer([])
    assert.deepEqual(await found, [undefined, undefined, undefined])
  })

  it('when too many wait, more are refused', async () => {
    const sent: Sent[] = []
    const reads = gatheredReads(sent)
    const waiting = Array.from({ length: 5_000 }, (_, at) => reads.read(['t', String(at)]))
    await assert.rejects(reads.read(['t', 'more']), StoreUnavailable)
    await turn()
    assert.equal(sent.length, 50)
    for (const { answer } of sent) answer([])
    await Promise.all(waiting)
    const again = reads.read(['t', 'again'])
    await until(sent, 51)
    sent[50]?.answer([['row']])
    assert.equal(await again, 'row')
  })
})
