import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { text } from 'node:stream/consumers'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { FileBlobs } from '../../outside/blobs/files.ts'
import { ContentTaker } from './attachments.ts'

let folder: string
let blobs: FileBlobs

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'crossbar-contents-'))
  blobs = new FileBlobs(path.join(folder, 'blobs'))
})
after(() => rm(folder, { recursive: true }))

/** The content that is made of some base64, taken in pieces of a size. */
async function contentOf(base64: string, size: number): Promise<string | undefined> {
  const taker = new ContentTaker(blobs)
  for (let at = 0; at < base64.length; at += size)
    await taker.take(Buffer.from(base64.slice(at, at + size), 'latin1'))
  await taker.end()
  const [content] = taker.taken()
  if (!content) return undefined
  await content.keep()
  const stream = await blobs.open(content.digest)
  return stream && (await text(stream))
}

describe('ContentTaker', () => {
  it('takes base64 with and without padding', async () => {
    for (const size of [1, 3, 4, 100]) {
      assert.equal(await contentOf('', size), '')
      assert.equal(await contentOf('QUJD', size), 'ABC')
      assert.equal(await contentOf('QUI=', size), 'AB')
      assert.equal(await contentOf('QQ==', size), 'A')
      assert.equal(await contentOf('QUJDQQ', size), 'ABCA')
      assert.equal(await contentOf('fn5+fj8/', size), '~~~~??')
    }
  })

  it('makes no other content of what is not base64', async () => {
    for (const base64 of ['QUJDQ', 'QQ==QUJD', 'QU!JDA==', 'Q===', '=QUJ', 'QU JD', 'QUJ\u00e9'])
      for (const size of [1, 3, 4, 100]) assert.equal(await contentOf(base64, size), undefined, base64)
    assert.equal(await contentOf('QUJD', 4), 'ABC')
  })

  it('fails when content cannot be kept, and nothing fails once it is abandoned', async () => {
    for (const bytes of [3, 300_000]) {
      const taker = new ContentTaker(new FileBlobs('/dev/null/blobs'))
      await assert.rejects(
        async () => {
          await taker.take(Buffer.from('A'.repeat((bytes / 3) * 4)))
          await taker.end()
        },
        { code: 'ENOTDIR' },
      )
      await taker.abandon()
      await nextTurn()
    }
  })
})
