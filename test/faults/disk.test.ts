import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import type { Client } from '../harness/client.ts'
import { Installation } from './workers-process.ts'

const run = promisify(execFile)

/** A small file system, mounted in a folder; `undefined` where this user may not mount. */
async function smallDisk(folder: string, megabytes: number): Promise<(() => Promise<void>) | undefined> {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${String(megabytes)}m,mode=0700`, 'tmpfs', folder])
    return async () => void (await run('umount', ['-l', folder]))
  } catch {
    return undefined
  }
}

describe('a full disk', () => {
  let folder: string
  let unmount: (() => Promise<void>) | undefined
  let server: Installation | undefined
  let client: Client

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossbar-disk-'))
    unmount = await smallDisk(folder, 24)
    if (!unmount) return
    server = await Installation.start({ CROSSBAR_DATA: folder })
    client = await server.signIn()
  })
  after(async () => {
    await server?.stop()
    await unmount?.()
    await rm(folder, { recursive: true, force: true })
  })

  it('is told by 503 or 507; nothing is damaged, and with room again all goes on', async (context) => {
    if (!server) {
      context.skip('this user may not mount a file system')
      return
    }
    const menus = `/v2/accounts/${client.accountId}/menus`
    const names = new Map<string, string>()
    let created = 0
    const create = async (): Promise<number> => {
      created += 1
      const name = `menu ${String(created)}`
      const reply = await client.put(menus, { name, padding: 'x'.repeat(50_000) })
      if (reply.status === 201) names.set(String((reply.data as { id?: unknown }).id), name)
      return reply.status
    }
    // Most of the room at once; the database has to come to the end of it by itself.
    await writeFile(join(folder, 'filler'), Buffer.alloc(12_000_000))
    const statuses: number[] = []
    while (statuses.filter((status) => status !== 201).length < 20 && created < 2000)
      statuses.push(await create())
    const refused = new Set(statuses.filter((status) => status !== 201))
    assert.ok(refused.size > 0, 'the disk did not get full')
    assert.deepEqual(
      [...refused].filter((status) => status !== 503 && status !== 507),
      [],
    )
    // A file finds no room either.
    const media = await client.put(`/v2/accounts/${client.accountId}/media`, {
      name: 'sound',
      streamable: true,
    })
    if (media.status === 201) {
      const upload = await client.post(
        `/v2/accounts/${client.accountId}/media/${String((media.data as { id?: unknown }).id)}/raw`,
        undefined,
        { raw: Buffer.alloc(20_000_000, 1), headers: { 'content-type': 'audio/mpeg' } },
      )
      assert.ok([413, 503, 507].includes(upload.status), upload.text)
    }
    const [first = ''] = names.keys()
    assert.equal((await client.get(`${menus}/${first}`)).status, 200)
    await rm(join(folder, 'filler'))
    assert.equal(await create(), 201)
    for (const [id, name] of names) {
      const reply = await client.get(`${menus}/${id}`)
      assert.equal((reply.data as { name?: unknown } | undefined)?.name, name, reply.text.slice(0, 200))
    }
    assert.equal(await server.stop(), 0)
    const database = new DatabaseSync(join(folder, 'crossbar.db'), { readOnly: true })
    assert.equal(database.prepare('pragma integrity_check').get()?.['integrity_check'], 'ok')
    database.close()
  })
})
