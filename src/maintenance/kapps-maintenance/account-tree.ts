import { accountsDb, accountType } from '../../documents/accounts.ts'
import { systemAuthor } from '../../documents/author.ts'
import type { Change } from '../../documents/changes.ts'
import { eachDocument } from '../../documents/walk.ts'
import { failed, type Failure } from '../../failures.ts'
import { changingTree } from '../../modules/accounts/tree-guard.ts'
import { treeOf } from '../../modules/accounts/views.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { databaseId } from '../database-id.ts'
import { type MaintenanceFunction, type MaintenanceIo, Refused } from '../registry.ts'
import { ok, type Term } from '../terms.ts'

/** Functions of `kapps_maintenance` on the tree of accounts (auth-and-system.md, "other modules worth offering"). */
export const treeFunctions: Readonly<Record<string, MaintenanceFunction<Services>>> = {
  ensure_tree_accounts: {
    args: '[ACCOUNT…]',
    summary: 'Gives accounts the ancestors that the accounts directly above them have',
    run: (accounts, io, services) => ensureTree(services, io, accounts, false),
  },
  ensure_tree_accounts_dry_run: {
    args: '[ACCOUNT…]',
    summary: 'Shows which accounts have other ancestors than the accounts directly above them',
    run: (accounts, io, services) => ensureTree(services, io, accounts, true),
  },
}

async function ensureTree(
  services: Services,
  io: MaintenanceIo,
  accounts: readonly string[],
  isDryRun: boolean,
): Promise<Term | Refused> {
  const { documents } = services
  if (isDryRun) {
    await fixes(services, io, accounts)
    return ok
  }
  const done = await changingTree(documents, async (release): Promise<true | Failure> => {
    const found = await fixes(services, io, accounts, release)
    const written = await documents.write(found, systemAuthor)
    return failed(written) ? written : true
  })
  return failed(done) ? new Refused('the accounts change meanwhile: try again') : ok
}

/** What is to be changed, said while it is found; `release` is the last of the changes. */
async function fixes(
  { documents }: Services,
  io: MaintenanceIo,
  accounts: readonly string[],
  release?: Change,
): Promise<readonly Change[]> {
  const parents = await parentsOf({ documents })
  const ids = accounts.length > 0 ? accounts.map(databaseId) : [...parents.keys()]
  io.print(`::: ensuring pvt_tree is clean for ${String(ids.length)} account(s)`)
  io.print('')
  const changes: Change[] = []
  for (const id of ids) {
    const right = ancestorsOf(parents, id)
    const account = await documents.load(accountsDb, id, accountType)
    if (typeof right === 'string' || failed(account)) {
      io.print(
        `    ${id} is left as it is: ${typeof right === 'string' ? right : 'there is no such account'}`,
      )
      continue
    }
    if (JSON.stringify(right) === JSON.stringify(treeOf(account))) continue
    if (changes.length === 0) io.print(release ? '==> going to fix pvt_tree' : '==> fixed tree:')
    io.print(release ? `         - fixing pvt_tree for '${id}'` : JSON.stringify({ [id]: right }))
    changes.push({ change: 'replace', document: account, body: account.body, hidden: { pvt_tree: right } })
  }
  if (changes.length === 0) io.print('==> nothing to fix')
  return release ? [...changes, release] : changes
}

/** The account directly above each account; `undefined`: none is. */
async function parentsOf({
  documents: { store },
}: Pick<Services, 'documents'>): Promise<ReadonlyMap<string, string | undefined>> {
  const parents = new Map<string, string | undefined>()
  for await (const account of eachDocument(store, { db: accountsDb, type: accountType }))
    parents.set(account.id, treeOf(account).at(-1))
  return parents
}

/** The ancestors of an account, root first, or what is wrong. */
function ancestorsOf(
  parents: ReadonlyMap<string, string | undefined>,
  id: string,
): readonly string[] | string {
  const ancestors: string[] = []
  const seen = new Set([id])
  for (let above = parents.get(id); above !== undefined; above = parents.get(above)) {
    if (!parents.has(above)) return `the account ${above} above it is not there`
    if (seen.has(above)) return 'it is above itself'
    seen.add(above)
    ancestors.unshift(above)
  }
  return ancestors
}
