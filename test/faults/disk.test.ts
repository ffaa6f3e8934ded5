import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { idOf } from '../harness/reply.ts'
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

/** Until what is written in a file is refused, in bytes; `undefined`: no limit. */
async function limitFiles(pid: number, bytes: number | undefined): Promise<boolean> {
  // The soft limit: whoever lowers that may raise it again.
  const limit = `--fsize=${bytes === undefined ? 'unlimited' : String(bytes)}:unlimited`
  return run('prlimit', ['--pid', String(pid), limit]).then(
    () => true,
    () => false,
  )
}

describe('a disk without room', () => {
  let folder: string
  let unmount: (() => Promise<void>) | undefined
  let server: Installation | undefined

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossbar-disk-'))
  })
  afterEach(async () => {
    await server?.stop()
    await unmount?.()
    server = unmount = undefined
    await rm(folder, { recursive: true, force: true })
  })

  it('because it is full, is told by 503 or 507; nothing is damaged, and with room again all goes on', async (context) => {
    unmount = await smallDisk(folder, 24)
    if (!unmount) {
      context.skip('this user may not mount a file system')
      return
    }
    server = await Installation.start({ CROSSBAR_DATA: folder })
    // Most of the room at once; the database has to come to the end of it by itself.
    await writeFile(join(folder, 'filler'), Buffer.alloc(12_000_000))
    await comesToTheEnd(server, () => rm(join(folder, 'filler')))
    await isWhole(server, folder)
  })

  it('because files may not grow, is told in the same way, and does as little harm', async (context) => {
    server = await Installation.start({ CROSSBAR_DATA: folder })
    const [pid = 0] = server.workers.values()
    if (!(await limitFiles(pid, 6_000_000))) {
      context.skip('this system cannot limit files of a process that runs')
      return
    }
    await comesToTheEnd(server, async () => void (await limitFiles(pid, undefined)))
    await isWhole(server, folder)
  })
})

/** Writes until nothing more can be written, and again once `makeRoom` has made room; fails unless all is as it should be. */
async function comesToTheEnd(server: Installation, makeRoom: () => Promise<void>): Promise<void> {
  const client = await server.signIn()
  const menus = `/v2/accounts/${client.accountId}/menus`
  const sound = await client.put(`/v2/accounts/${client.accountId}/media`, {
    name: 'sound',
    streamable: true,
  })
  const media = `/v2/accounts/${client.accountId}/media/${idOf(sound)}`
  const names = new Map<string, string>()
  let created = 0
  const create = async (): Promise<number> => {
    created += 1
    const name = `menu ${String(created)}`
    const reply = await client.put(menus, { name, padding: 'x'.repeat(50_000) })
    if (reply.status === 201) names.set(idOf(reply), name)
    return reply.status
  }
  const statuses: number[] = []
  while (statuses.filter((status) => status !== 201).length < 20 && created < 2000)
    statuses.push(await create())
  const refused = new Set(statuses.filter((status) => status !== 201))
  assert.ok(refused.size > 0, 'the room did not come to an end')
  assert.deepEqual(
    [...refused].filter((status) => status !== 503 && status !== 507),
    [],
  )
  // A file finds no room either.
  const upload = await client.post(`${media}/raw`, undefined, {
    raw: Buffer.alloc(14_000_000, 1),
    headers: { 'content-type': 'audio/mpeg' },
  })
  assert.ok([503, 507].includes(upload.status), upload.text)
  const [first = ''] = names.keys()
  assert.equal((await client.get(`${menus}/${first}`)).status, 200)
  await makeRoom()
  assert.equal(await create(), 201)
  for (const [id, name] of names) {
    const reply = await client.get(`${menus}/${id}`)
    assert.equal((reply.data as { name?: unknown } | undefined)?.name, name, reply.text.slice(0, 200))
  }
}

async function isWhole(server: Installation, folder: string): Promise<void> {
  assert.equal(await server.stop(), 0)
  const database = new DatabaseSync(join(folder, 'crossbar.db'), { readOnly: true })
  assert.equal(database.prepare('pragma integrity_check').get()?.['integrity_check'], 'ok')
  database.close()
}
