import { accountsDb, accountType } from '../../documents/accounts.ts'
import type { Author } from '../../documents/author.ts'
import type { Change } from '../../documents/changes.ts'
import type { Document } from '../../documents/document.ts'
import type { Documents } from '../../documents/documents.ts'
import { failed, forbidden, isConflict, systemError, type Failure } from '../../failures.ts'
import { subtree } from './subtree.ts'
import { changingTree } from './tree-guard.ts'
import { treeOf } from './views.ts'

/** What goes where. */
export interface Move {
  readonly id: string
  /** The new parent. */
  readonly to: string
  /** Revision the account must still have. */
  readonly rev?: string
}

/** How often a move is tried while its accounts are being edited. */
const attempts = 10

/**
 * Puts an account, with all that is below it, below another one, in one write (accounts-and-pbx.md,
 * "accounts" 8), and gives it back. Fails with 409 when it has another revision than `rev`, 404 when one of the two
 * does not exist, 403 when the new parent is the account itself or below it.
 */
export function moveAccount(documents: Documents, move: Move, author: Author): Promise<Document | Failure> {
  return changingTree(documents, async (release) => {
    for (let attempt = 1; ; attempt += 1) {
      const changes = await planMove(documents, move)
      if (failed(changes)) return changes
      const written = await documents.write([...changes, release], author)
      // One of the accounts was edited after it was read.
      if (isConflict(written) && attempt < attempts) continue
      if (failed(written)) return written
      const [moved] = written
      if (!moved) throw new Error('a move wrote no account')
      return moved
    }
  })
}

async function planMove(documents: Documents, { id, to, rev }: Move): Promise<readonly Change[] | Failure> {
  const account = await documents.load(accountsDb, id, accountType)
  if (failed(account)) return account
  if (rev !== undefined && account.rev !== rev) return systemError('datastore_conflict')
  const parent = await documents.load(accountsDb, to, accountType)
  if (failed(parent)) return parent
  const tree = treeOf(parent)
  if (to === id || tree.includes(id)) return forbidden()
  const changes = [regrafted(account, [...tree, to])]
  for await (const accounts of subtree(documents, id))
    for (const each of accounts) {
      const ancestors = treeOf(each)
      changes.push(regrafted(each, [...tree, to, ...ancestors.slice(ancestors.indexOf(id))]))
    }
  return changes
}

/** The account with another tree; `pvt_previous_tree` keeps the one before. */
function regrafted(account: Document, tree: readonly string[]): Change {
  return {
    change: 'replace',
    document: account,
    body: account.body,
    hidden: { pvt_tree: tree, pvt_previous_tree: treeOf(account) },
  }
}
