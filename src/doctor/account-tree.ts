import { LRUCache } from 'lru-cache'
import { accountsDb, accountType } from '../documents/accounts.ts'
import { Document } from '../documents/document.ts'
import type { Documents } from '../documents/documents.ts'
import { nextRevision } from '../documents/identifiers.ts'
import { treeOf } from '../modules/accounts/views.ts'
import type { Note, Patient } from './terms.ts'

/** Deeper trees than this are taken for circles. */
const deepest = 1_000

/** Checks that accounts have the ancestors that their parents say. */
export class AccountTreeCheck {
  readonly #documents: Documents
  readonly #masterId: string | undefined
  /** The account directly above each; `null`: none. */
  readonly #parents = new LRUCache<string, { readonly parent: string | null }>({ max: 100_000 })

  constructor(documents: Documents, masterId: string | undefined) {
    this.#documents = documents
    this.#masterId = masterId
  }

  /** Checks one account, and gives it the ancestors its parent has when told to. */
  async check({ stored }: Patient, repair: boolean, note: Note): Promise<void> {
    if (stored.deleted || stored.type !== accountType) return
    const document = new Document(stored)
    const tree = treeOf(document)
    const about = { kind: 'account tree', severity: 'problem', db: accountsDb, id: stored.id } as const
    if (tree.length === 0) {
      if (stored.id === this.#masterId) return
      note({ ...about, message: 'has no account above it, and is not the master account', repaired: false })
      return
    }
    const right = await this.#ancestors(stored.id)
    if (typeof right === 'string') note({ ...about, message: right, repaired: false })
    else if (JSON.stringify(right) !== JSON.stringify(tree)) {
      const message = `its ancestors should be ${right.join(', ')}, not ${tree.join(', ')}`
      note({ ...about, message, repaired: repair && (await this.#plant(document, right)) })
    }
  }

  /** The ancestors of an account, root first, as each parent's own parent tells; or what is wrong. */
  async #ancestors(id: string): Promise<readonly string[] | string> {
    const ancestors: string[] = []
    for (let at = id; ;) {
      const entry = await this.#entry(at)
      if (!entry) return `the account ${at} above it is not there`
      if (entry.parent === null) return ancestors
      if (entry.parent === id || ancestors.length > deepest) return 'it is above itself'
      ancestors.unshift(entry.parent)
      at = entry.parent
    }
  }

  async #entry(id: string): Promise<{ readonly parent: string | null } | undefined> {
    const known = this.#parents.get(id)
    if (known) return known
    const document = await this.#documents.find(accountsDb, id)
    if (document?.type !== accountType) return undefined
    const entry = { parent: treeOf(document).at(-1) ?? null }
    this.#parents.set(id, entry)
    return entry
  }

  async #plant(document: Document, tree: readonly string[]): Promise<boolean> {
    const { stored, body } = document
    const hidden = { ...document.hidden, pvt_tree: tree }
    const text = JSON.stringify(hidden)
    const next = { ...stored, hidden: text, rev: nextRevision(stored.rev, stored.body, text) }
    const { types } = this.#documents
    const facts = new Document(next, { body, hidden })
    const { outcome } = await this.#documents.commit([
      {
        do: 'put',
        document: next,
        expect: stored.rev,
        rows: types.rows(facts),
        uniqueKeys: types.claims(facts).map(({ key }) => key),
        tell: true,
      },
    ])
    return outcome === 'done'
  }
}
