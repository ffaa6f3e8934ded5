import assert from 'node:assert/strict'
import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { makeFolder } from './durable-file.ts'

let base: string

before(async () => {
  base = await mkdtemp(join(tmpdir(), 'crossbar-folders-'))
})
after(() => rm(base, { recursive: true, force: true }))

describe('making a folder', () => {
  it('makes those above it too, for the owner only', async () => {
    const folder = join(base, 'a', 'b', 'c')
    await makeFolder(folder)
    for (const made of [folder, join(base, 'a')]) assert.equal((await stat(made)).mode & 0o777, 0o700)
  })

  it('leaves one that is there, and takes a link to one', async () => {
    const folder = join(base, 'there')
    await makeFolder(folder)
    await makeFolder(folder)
    await symlink(folder, join(base, 'link'))
    await makeFolder(join(base, 'link'))
    await makeFolder(join(base, 'link', 'below'))
    assert.ok((await stat(join(folder, 'below'))).isDirectory())
  })

  it('may be asked for the same one several times at once', async () => {
    const folder = join(base, 'x', 'y', 'z')
    await Promise.all(Array.from({ length: 10 }, () => makeFolder(folder)))
    assert.ok((await stat(folder)).isDirectory())
    // Whoever finds the one above missing may find it there the next moment.
    for (let round = 0; round < 100; round++) {
      const made: Promise<void>[] = []
      // One turn after the other, so that some look while others make.
      for (let at = 0; at < 10; at++) {
        made.push(makeFolder(join(base, `round ${String(round)}`, String(at % 2), String(at))))
        await nextTurn()
      }
      await Promise.all(made)
    }
  })

  it('refuses a file in the way', async () => {
    const file = join(base, 'file')
    await writeFile(file, '')
    await assert.rejects(makeFolder(file), { code: 'EEXIST' })
    await assert.rejects(makeFolder(join(file, 'below')), { code: 'ENOTDIR' })
  })

  it('ends where no folder can be made', { skip: process.platform !== 'linux', timeout: 5_000 }, async () => {
    await assert.rejects(makeFolder('/proc/nothing/below'), { code: 'ENOENT' })
  })
})
