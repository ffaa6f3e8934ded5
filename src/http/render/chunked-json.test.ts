import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { describe, it } from 'node:test'
import { failed, systemError, type Failure } from '../../failures.ts'
import { openChunkedJson, type ChunkTrailer } from './chunked-json.ts'

const trailer: ChunkTrailer = {
  auth_token: 'eyJ',
  request_id: 'a"b',
  status: 'success',
  page_size: '3',
  next_start_key: 'g2g',
  start_key: undefined,
  revision: '',
  node: 'n',
}
const end =
  '], "page_size":"3", "next_start_key":"g2g", "status":"success", "request_id":"a\\"b", "node":"n", "auth_token":"eyJ"}'

type Piece = readonly string[] | Failure | Error

async function* chunksOf(pieces: readonly Piece[]): AsyncGenerator<readonly string[] | Failure> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece
    yield piece
  }
}

async function sent(pieces: readonly Piece[], problems: unknown[] = []): Promise<unknown> {
  const opened = await openChunkedJson(
    chunksOf(pieces),
    () => trailer,
    (problem) => problems.push(problem),
  )
  return !opened || failed(opened) ? opened : Readable.from(opened).toArray()
}

describe('a chunked list', () => {
  it('has the exact layout, chunk by chunk', async () => {
    assert.deepEqual(await sent([[], ['{"a":1}', '2'], [], ['[3]']]), ['{"data":[{"a":1},2', ',[3]', end])
  })

  it('without items is for the normal envelope', async () => {
    assert.equal(await sent([[], []]), undefined)
    assert.equal(await sent([]), undefined)
  })

  it('fails as a whole before the first item', async () => {
    const failure = systemError('datastore_fault')
    assert.equal(await sent([[], failure, ['1']]), failure)
    await assert.rejects(sent([[], new Error('crash')]), /^Error: crash$/)
  })

  it('is closed after a later failure, which is reported', async () => {
    for (const problem of [systemError('datastore_fault'), new Error('crash')]) {
      const problems: unknown[] = []
      assert.deepEqual(await sent([['1'], problem, ['2']], problems), ['{"data":[1', end])
      assert.deepEqual(problems, [problem])
    }
  })

  it('stops reading when the client goes away', async () => {
    let closed = false
    const endless = async function* (): AsyncGenerator<readonly string[]> {
      try {
        for (;;) yield ['1']
      } finally {
        closed = true
      }
    }
    const opened = await openChunkedJson(endless(), () => trailer, assert.ifError)
    assert.ok(opened && !failed(opened))
    await opened.next()
    await opened.return(undefined)
    assert.equal(closed, true)
  })
})
