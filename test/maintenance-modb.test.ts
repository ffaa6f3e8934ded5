import assert from 'node:assert/strict'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { beforeEach, describe, it } from 'node:test'
import { systemAuthor } from '../src/documents/author.ts'
import { monthOf, monthStart, now } from '../src/documents/gregorian.ts'
import { failed } from '../src/failures.ts'
import { attach } from '../src/modules/declaration/attachments.ts'
import { TooLarge } from '../src/outside/blobs/port.ts'
import type { Client } from './harness/client.ts'
import { useServer } from './harness/server.ts'
import { supThrough } from './harness/sup.ts'

let master: Client
let one: Client
let two: Client
const server = useServer({}, async () => {
  master = await server.masterClient()
  one = await master.subAccount('One')
  two = await master.subAccount('Two')
})
const sup = supThrough(() => server)
const hex = (pair: string): string => pair.repeat(16)

/** A call record of a month, loaded past the API. */
async function plant(accountId: string, id: string): Promise<void> {
  const { documents } = server.running.edge.services
  const created = monthStart(id.slice(0, 6))
  const body = { call_id: id, timestamp: created }
  const create = { change: 'create', db: accountId, id, type: 'cdr', body, created } as const
  assert.equal(failed(await documents.writeOne(create, systemAuthor)), false)
}

async function monthly(accountId: string): Promise<readonly string[]> {
  const page = await server.running.edge.services.documents.store.documents({ db: accountId, limit: 1000 })
  return page.map(({ id }) => id).filter((id) => /^\d{5,6}-/.test(id))
}

function encoded(id: string): string {
  return `account%2F${id.slice(0, 2)}%2F${id.slice(2, 4)}%2F${id.slice(4)}`
}

const current = monthOf(now())
const recent = `${current}-${hex('cc')}`

beforeEach(async () => {
  const { documents } = server.running.edge.services
  for (const { accountId } of [one, two]) {
    for (const document of await documents.findMany(accountId, await monthly(accountId)))
      await documents.write([{ change: 'erase', document }], systemAuthor)
    await plant(accountId, recent)
  }
})

describe('kazoo_modb_maintenance', () => {
  it('archives old months with all that is in them, and puts them back', async () => {
    const { documents, blobs } = server.running.edge.services
    const [old, older] = [`202001-${hex('aa')}`, `201912-${hex('bb')}`]
    for (const id of [old, older]) await plant(one.accountId, id)
    await plant(two.accountId, old)
    const written = await blobs.write(Readable.from([Buffer.from('the sound')]))
    assert.ok(!(written instanceof TooLarge))
    const sound = attach(one.accountId, old, 'call.mp3', { contentType: 'audio/mpeg', ...written })
    await documents.write([sound], systemAuthor)
    const before = await documents.store.get(one.accountId, old)

    const { out, code } = await sup('kazoo_modb_maintenance', 'archive_modbs', one.accountId)
    const file = (month: string): string =>
      join(server.folder, 'archives', `${one.accountId}-${month}.ndjson`)
    assert.deepEqual(
      [out, code],
      [
        [
          `archiving ${encoded(one.accountId)}-201912 to ${file('201912')}`,
          '    deleted: 1 documents',
          `archiving ${encoded(one.accountId)}-202001 to ${file('202001')}`,
          '    deleted: 1 documents',
          `archived ${one.accountId} MODBs more than 6 months old`,
          '',
        ].join('\n'),
        0,
      ],
    )
    assert.deepEqual(await monthly(one.accountId), [recent])
    assert.deepEqual(await monthly(two.accountId), [old, recent])
    assert.equal((await stat(file('202001'))).mode & 0o777, 0o600)

    assert.deepEqual(await sup('kazoo_modb_maintenance', 'restore_modbs', file('202001')), {
      out: 'restored 1 documents, 0 were there already\nok\n',
      code: 0,
    })
    assert.deepEqual(await documents.store.get(one.accountId, old), before)
    const kept = await documents.attachments(one.accountId, old)
    assert.deepEqual(
      kept.map(({ name, digest }) => [name, digest]),
      [['call.mp3', written.digest]],
    )
    assert.deepEqual(await sup('kazoo_modb_maintenance', 'restore_modbs', file('202001')), {
      out: 'restored 0 documents, 1 were there already\nok\n',
      code: 0,
    })
    // A month that was archived before is archived into another file.
    const all = await sup('kazoo_modb_maintenance', 'archive_modbs')
    assert.ok(all.out.endsWith('archived all MODBs more than 6 months old\n'), all.out)
    assert.deepEqual(await monthly(one.accountId), [recent])
    assert.deepEqual(await monthly(two.accountId), [recent])
    assert.deepEqual(
      (await readdir(join(server.folder, 'archives'))).toSorted(),
      [
        `${one.accountId}-201912.ndjson`,
        `${one.accountId}-202001-2.ndjson`,
        `${one.accountId}-202001.ndjson`,
        `${two.accountId}-202001.ndjson`,
      ].toSorted(),
    )
  })

  it('archives as many months as the configuration says', async () => {
    const { config } = server.running.edge.services
    const last = (count: number): string => {
      const date = new Date(Date.UTC(Number(current.slice(0, 4)), Number(current.slice(4)) - 1 - count, 1))
      return `${String(date.getUTCFullYear())}${String(date.getUTCMonth() + 1).padStart(2, '0')}-${hex('dd')}`
    }
    for (const count of [1, 2, 3]) await plant(one.accountId, last(count))
    await config.set('modb', 'default', 'active_modbs', 2, systemAuthor)
    const { out } = await sup('kazoo_modb_maintenance', 'archive_modbs')
    await config.set('modb', 'default', 'active_modbs', undefined, systemAuthor)
    assert.ok(out.endsWith('archived all MODBs more than 2 months old\n'), out)
    assert.deepEqual(await monthly(one.accountId), [last(2), last(1), recent].toSorted())
  })

  it('deletes months, after archiving them or at once', async () => {
    const [early, late] = [`202102-${hex('aa')}`, `202103-${hex('bb')}`]
    for (const id of [early, late]) await plant(one.accountId, id)
    const at = await sup('kazoo_modb_maintenance', 'delete_modbs', '202102', 'false')
    assert.equal(at.code, 0)
    assert.ok(at.out.startsWith('deleting all MODBs equal to or older than 2021/2\n'), at.out)
    assert.ok(
      at.out.includes(`deleting database ${encoded(one.accountId)}-202102\n    deleted: 1 documents\n`),
      at.out,
    )
    assert.deepEqual(await monthly(one.accountId), [late, recent])
    const archived = await sup('kazoo_modb_maintenance', 'delete_modbs', '202103')
    const file = join(server.folder, 'archives', `${one.accountId}-202103.ndjson`)
    assert.equal(
      archived.out,
      `deleting all MODBs equal to or older than 2021/3\narchiving ${encoded(one.accountId)}-202103 to ${file}\n    deleted: 1 documents\n`,
    )
    assert.deepEqual(await monthly(one.accountId), [recent])
  })

  it('spares the present and the future, and wants a month', async () => {
    const [year, month] = [current.slice(0, 4), String(Number(current.slice(4)))]
    for (const [period, line] of [
      [current, `request to delete the current MODB (${year}${month}) denied`],
      ['299912', 'request to delete future MODBs (299912) denied'],
      ['2020', "period '2020' does not match YYYYMM format"],
      ['202013', "period '202013' does not match YYYYMM format"],
      ['202001x', "period '202001x' does not match YYYYMM format"],
    ] as const)
      assert.deepEqual(await sup('kazoo_modb_maintenance', 'delete_modbs', period), {
        out: `${line}\nok\n`,
        code: 0,
      })
    assert.equal((await sup('kazoo_modb_maintenance', 'delete_modbs', '202001', 'perhaps')).code, 3)
    assert.equal((await sup('kazoo_modb_maintenance', 'delete_modbs')).code, 1)
    assert.deepEqual(await monthly(one.accountId), [recent])
  })

  it('puts back what was written by it, and nothing else', async () => {
    const missing = await sup('kazoo_modb_maintenance', 'restore_modbs', join(server.folder, 'nosuch'))
    assert.deepEqual(missing, {
      out: `Command failed: ${join(server.folder, 'nosuch')} cannot be read: ENOENT\n`,
      code: 3,
    })
    await plant(one.accountId, `202001-${hex('aa')}`)
    await sup('kazoo_modb_maintenance', 'archive_modbs')
    const [file = ''] = (await readdir(join(server.folder, 'archives'))).filter((name) =>
      name.includes('202001'),
    )
    const text = await readFile(join(server.folder, 'archives', file), 'utf8')
    const damaged = join(server.folder, 'damaged.ndjson')
    await writeFile(damaged, text.replace('202001-', '202002-'))
    assert.deepEqual(await sup('kazoo_modb_maintenance', 'restore_modbs', damaged), {
      out: `Command failed: ${damaged} is damaged: its checksum is another\n`,
      code: 3,
    })
  })
})
