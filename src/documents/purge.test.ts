import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { openStore } from '../store/open.ts'
import { systemAuthor } from './author.ts'
import { Documents } from './documents.ts'
import { purgeDeleted } from './purge.ts'
import { DocumentTypes } from './types.ts'

it('removes what was soft-deleted, except monthly documents', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crossbar-purge-'))
  const store = await openStore({ dataFolder: folder, synchronous: 'normal' })
  const documents = new Documents(store, new DocumentTypes())
  const ids = ['kept', 'gone', '202611-gone']
  await documents.write(
    ids.map((id) => ({ change: 'create' as const, db: 'db', id, type: 'thing', body: {} })),
    systemAuthor,
  )
  for (const document of await documents.findMany('db', ['gone', '202611-gone']))
    await documents.write([{ change: 'delete', document }], systemAuthor)
  assert.equal(await purgeDeleted(store, 0, () => false), 1)
  assert.deepEqual(
    (await store.getMany('db', ids)).map(({ id, deleted }) => [id, deleted]),
    [
      ['kept', false],
      ['202611-gone', true],
    ],
  )
  await store.close()
  await rm(folder, { recursive: true })
})
