import type { Client } from '../../test/harness/client.ts'
import { idOf } from '../../test/harness/reply.ts'
import { measure } from '../load.ts'
import { inRounds } from '../rounds.ts'
import { costRow, type Row } from '../table.ts'
import type { Figure } from './figure.ts'

const connections = 10
const levels = 10
/** Accounts on each level of the small and of the large tree. */
const few = 10
const many = 1_000
/** Accounts created at a time. */
const atOnce = 16

/** Pages of children and of descendants, of an account with 10,000 below it against one with 100. */
export const hierarchy: Figure = {
  name: 'hierarchy',
  async measure({ installation, options }) {
    const { client, server, headers } = installation
    const small = await plant(client, 'small', few)
    const large = await plant(client, 'large', many)
    const rows: Row[] = []
    // Both trees fill the page, so that the answers are of one size.
    for (const [listing, entries] of [
      ['children', few],
      ['descendants', 50],
    ] as const) {
      const pathOf = (id: string) => `/v2/accounts/${id}/${listing}?page_size=${String(entries)}`
      for (const id of [small, large]) await checkPage(client, pathOf(id), entries)
      const load = (id: string, seconds = options.seconds) =>
        measure({ server, connections, headers, seconds, paths: [pathOf(id)] })
      for (const id of [small, large]) await load(id, options.warmUpSeconds)
      const results = await inRounds(options.rounds, { small: () => load(small), large: () => load(large) })
      const total = (levels * many).toLocaleString('en-US')
      const title = `Page of ${listing}, ${total} accounts below against ${String(levels * few)}: cost`
      rows.push(costRow(title, 'pages/s', results.large, results.small, 1.3))
    }
    return rows
  },
}

/** Makes an account with a tree of so many accounts on each level below it; gives back its id. */
async function plant(client: Client, name: string, perLevel: number): Promise<string> {
  const top = await create(client, client.accountId, name)
  let above: readonly string[] = Array.from({ length: perLevel }, () => top)
  for (let level = 0; level < levels; level++) {
    const made: string[] = []
    for (let at = 0; at < perLevel; at += atOnce) {
      const parents = above.slice(at, at + atOnce)
      const names = parents.map((_, offset) => `${name} ${String(level)} ${String(at + offset)}`)
      made.push(
        ...(await Promise.all(parents.map((parent, offset) => create(client, parent, names[offset] ?? '')))),
      )
    }
    above = made
  }
  return top
}

async function create(client: Client, parent: string, name: string): Promise<string> {
  return idOf(
    await client.put(`/v2/accounts/${parent}`, { name, realm: `${name.replaceAll(' ', '-')}.example` }),
  )
}

async function checkPage(client: Client, path: string, entries: number): Promise<void> {
  const { data, text } = await client.get(path)
  if (!Array.isArray(data) || data.length !== entries) throw new Error(`no full page: ${text.slice(0, 300)}`)
}
