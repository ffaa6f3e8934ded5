import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { accountsDb, accountType } from '../../src/documents/accounts.ts'
import { systemAuthor } from '../../src/documents/author.ts'
import type { Change } from '../../src/documents/changes.ts'
import { failed } from '../../src/failures.ts'
import type { Client } from '../harness/client.ts'
import { entriesOf, fieldsOf, textAt } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

const server = useServer()
const levels = 10
const perLevel = 130

/** Id of an account of the big tree. */
function idAt(level: number, at: number): string {
  return `${String(level).padStart(2, '0')}${String(at).padStart(30, '0')}`
}

/** Accounts in `levels` levels: each has its like of the level above as parent. */
async function plant(top: readonly string[]): Promise<void> {
  for (let level = 0; level < levels; level += 1) {
    const changes = Array.from({ length: perLevel }, (_, at): Change => {
      const above = Array.from({ length: level }, (__, each) => idAt(each, at))
      return {
        change: 'create',
        db: accountsDb,
        id: idAt(level, at),
        type: accountType,
        body: {
          name: `Deep ${String(level)} ${String(at)}`,
          realm: `deep${String(level)}-${String(at)}.test`,
        },
        hidden: { pvt_tree: [...top, ...above], pvt_enabled: true },
      }
    })
    assert.ok(!failed(await server.running.edge.services.documents.write(changes, systemAuthor)))
  }
}

describe('a tree of many accounts', () => {
  let master: Client
  let top: Client
  let other: Client
  before(async () => {
    master = await server.masterClient()
    top = await master.subAccount('Top')
    other = await master.subAccount('Elsewhere')
    await plant([master.accountId, top.accountId])
  })

  it('is counted at any depth', async () => {
    const count = async (id: string): Promise<unknown> =>
      fieldsOf(await master.get(`/v2/accounts/${id}`))['descendants_count']
    assert.equal(await count(top.accountId), levels * perLevel)
    assert.equal(await count(master.accountId), levels * perLevel + 2)
    assert.equal(await count(idAt(0, 5)), levels - 1)
    assert.equal(await count(idAt(levels - 1, 5)), 0)
  })

  it('is listed page by page, each account once', async () => {
    const path = `/v2/accounts/${top.accountId}/descendants?page_size=200`
    const seen: unknown[] = []
    let start = ''
    for (let pages = 0; pages < 8; pages += 1) {
      const reply = await top.get(path + start)
      seen.push(...entriesOf(reply).map(({ id }) => id))
      if (reply.body['next_start_key'] === undefined) break
      start = `&start_key=${encodeURIComponent(textAt(reply.body, 'next_start_key'))}`
    }
    assert.equal(seen.length, levels * perLevel)
    assert.equal(new Set(seen).size, levels * perLevel)
  })

  it('is moved as a whole', async () => {
    const reply = await master.post(`/v2/accounts/${top.accountId}/move`, { to: other.accountId })
    assert.equal(reply.status, 200)
    assert.equal(fieldsOf(reply)['descendants_count'], levels * perLevel)
    const all = await master.get(`/v2/accounts/${other.accountId}/descendants?paginate=false`)
    assert.equal(entriesOf(all).length, levels * perLevel + 1)
    const head = [master.accountId, other.accountId]
    for (const { id, tree } of entriesOf(all)) {
      const level = Number(String(id).slice(0, 2))
      const at = Number(String(id).slice(2))
      const above =
        id === top.accountId
          ? []
          : [top.accountId, ...Array.from({ length: level }, (_, each) => idAt(each, at))]
      assert.deepEqual(tree, [...head, ...above])
    }
    const { documents } = server.running.edge.services
    const deepest = await documents.find(accountsDb, idAt(levels - 1, 0))
    assert.deepEqual(deepest?.hidden['pvt_previous_tree'], [
      master.accountId,
      top.accountId,
      ...Array.from({ length: levels - 1 }, (_, level) => idAt(level, 0)),
    ])
  })
})
