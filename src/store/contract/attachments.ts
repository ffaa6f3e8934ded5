import assert from 'node:assert/strict'
import type { Attachment, Step } from '../port.ts'
import { create, db, replace, sample } from './samples.ts'
import type { ContractTest } from './samples.ts'

const attachment = (name: string, digest: string): Attachment => ({
  db,
  id: 'x',
  name,
  contentType: 'audio/mpeg',
  bytes: 5_000_000_000,
  digest,
  created: 63_900_000_000,
})

const attach = (name: string, digest: string): Step => ({
  do: 'attach',
  attachment: attachment(name, digest),
})

/** What is known of the bytes beside a document. */
export function attachmentsContract(test: ContractTest): void {
  test('attachments are listed by name', async (store) => {
    await store.commit([create(sample('x')), attach('b.mp3', 'd2'), attach('a.mp3', 'd1')])
    assert.deepEqual(await store.attachments(db, 'x'), [attachment('a.mp3', 'd1'), attachment('b.mp3', 'd2')])
    assert.deepEqual(await store.attachments('a2', 'x'), [])
  })

  test('an attachment of the same name is replaced, and can be removed', async (store) => {
    await store.commit([create(sample('x')), attach('a.mp3', 'd1')])
    await store.commit([attach('a.mp3', 'd2')])
    assert.deepEqual(await store.attachments(db, 'x'), [attachment('a.mp3', 'd2')])
    assert.equal(await store.digestInUse('d1'), false)
    assert.equal(await store.digestInUse('d2'), true)
    const detach: Step = { do: 'detach', db, id: 'x', name: 'a.mp3' }
    assert.deepEqual(await store.commit([detach]), { outcome: 'done' })
    assert.deepEqual(await store.attachments(db, 'x'), [])
    assert.deepEqual(await store.commit([detach]), { outcome: 'done' })
  })

  test('attaching needs a document', async (store) => {
    assert.deepEqual(await store.commit([attach('a.mp3', 'd1')]), { outcome: 'missing', db, id: 'x' })
    assert.equal(await store.digestInUse('d1'), false)
  })

  test('a put leaves attachments alone', async (store) => {
    await store.commit([create(sample('x')), attach('a.mp3', 'd1')])
    await store.commit([replace('1-x', sample('x', { rev: '2-x', deleted: true }))])
    assert.deepEqual(await store.attachments(db, 'x'), [attachment('a.mp3', 'd1')])
  })

  test('a digest is in use until the last attachment that names it is gone', async (store) => {
    await store.commit([create(sample('x')), attach('a.mp3', 'd'), attach('b.mp3', 'd')])
    await store.commit([{ do: 'detach', db, id: 'x', name: 'a.mp3' }])
    assert.equal(await store.digestInUse('d'), true)
    await store.commit([{ do: 'erase', db, id: 'x' }])
    assert.equal(await store.digestInUse('d'), false)
    assert.deepEqual(await store.attachments(db, 'x'), [])
  })
}
