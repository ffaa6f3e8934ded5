import { accountsDb, accountType } from '../documents/accounts.ts'
import { encodeKey } from '../documents/collation.ts'
import { Document } from '../documents/document.ts'
import type { Documents } from '../documents/documents.ts'
import { nextRevision } from '../documents/identifiers.ts'
import { accountDatabaseName } from '../documents/write-plan.ts'
import { failed, systemError } from '../failures.ts'
import type { JsonObject } from '../json.ts'
import { onStandingTree } from '../modules/accounts/tree-guard.ts'
import { byAncestor, treeOf } from '../modules/accounts/views.ts'
import type { StoredDocument } from '../store/port.ts'
import { findAccount } from './belonging.ts'
import { takenBy, type Incoming, type Loader } from './loader.ts'
import { MovingRefused, type ImportOptions } from './terms.ts'

/** Where an account that is imported will stand. */
export interface AccountPlace {
  /** The account that is there now. */
  readonly existing: Document | undefined
  /** Id of the account above it; `undefined`: it is the topmost one, and stays so. */
  readonly parent: string | undefined
  /** Whether it administers the system, as it did before. */
  readonly superduper: boolean
}

/**
 * Finds out where an account is to stand: below the one that is named, else where it stands now, else below the
 * one it stood below elsewhere. Refuses when it is there and not to be replaced, when there is nothing it could stand
 * below, and when its name or realm belong to another account. `begun`: what an import that broke off had found out.
 */
export async function placeAccount(
  documents: Documents,
  account: Pick<StoredDocument, 'id' | 'body' | 'hidden'>,
  { replace, parent }: ImportOptions,
  begun?: Pick<AccountPlace, 'parent' | 'superduper'>,
): Promise<AccountPlace | MovingRefused> {
  const { id } = account
  const facts = new Document(asAccount(account))
  const existing = await documents.find(accountsDb, id)
  const label = `${JSON.stringify(facts.body['name'] ?? '')} (${id})`
  if (existing && !replace)
    return new MovingRefused(`the account ${label} exists; with --replace its data are removed first`)
  for (const { key } of documents.types.claims(facts)) {
    const holder = await documents.store.holder(key)
    if (holder && holder.id !== id) return new MovingRefused(takenBy(key, holder))
  }
  const superduper = begun?.superduper === true || existing?.hidden['pvt_superduper_admin'] === true
  if (!existing && begun && parent === undefined) return { existing, ...begun }
  const now = existing && treeOf(existing).at(-1)
  if (parent === undefined) {
    if (existing) return { existing, parent: now, superduper }
    const former = treeOf(facts).at(-1)
    if (former !== undefined && (await documents.find(accountsDb, former)))
      return { existing, parent: former, superduper }
    const missing =
      former === undefined ? 'it was the topmost account' : `the account ${former} above it is not here`
    return new MovingRefused(`${missing}: name the one it is to stand below with --parent`)
  }
  const wanted = await findAccount(documents, parent)
  if (!wanted) return noSuchParent(parent)
  if (wanted.id === id || treeOf(wanted).includes(id))
    return new MovingRefused(`the account cannot stand below ${wanted.id}, which is itself or below it`)
  if (existing && now !== wanted.id && (await hasDescendants(documents, id)))
    return new MovingRefused(
      'the account has others below it: move it by the API, and import without --parent',
    )
  return { existing, parent: wanted.id, superduper }
}

/** The refusal of an account to stand below that is not there. */
export function noSuchParent(parent: string): MovingRefused {
  return new MovingRefused(`there is no account ${JSON.stringify(parent)} to stand below`)
}

/** Writes the account's document, the last one of an import, with the ancestors of its parent; tells whether it is there. */
export async function plantAccount(
  documents: Documents,
  loader: Loader,
  account: Incoming,
  place: AccountPlace,
): Promise<boolean> {
  const written = await onStandingTree(documents, async (guard) => {
    if (guard.change !== 'require') throw new Error('the guard of the tree is a requirement')
    const parent = place.parent === undefined ? undefined : await documents.find(accountsDb, place.parent)
    if (place.parent !== undefined && !parent) return systemError('not_found')
    const tree = parent ? [...treeOf(parent), parent.id] : []
    const stored = withTree(account.stored, tree, place.superduper)
    const { db, id, rev } = guard
    const outcome = await loader.write(
      { ...account, stored },
      { do: 'require', db, id, ...(rev !== undefined && { expect: rev }) },
    )
    return outcome === 'guard' ? systemError('datastore_conflict') : outcome
  })
  return !failed(written) && written
}

/** What makes an account more than others is the installation's to give. */
function withTree(stored: StoredDocument, tree: readonly string[], superduper: boolean): StoredDocument {
  const before = new Document(stored).hidden
  const hidden: JsonObject = {
    ...before,
    pvt_tree: tree,
    pvt_account_id: stored.id,
    pvt_account_db: accountDatabaseName(stored.id),
    pvt_superduper_admin: superduper ? true : undefined,
  }
  const text = JSON.stringify(hidden)
  if (text === stored.hidden) return stored
  return { ...stored, hidden: text, rev: nextRevision(stored.rev, stored.body, text) }
}

function asAccount({ id, body, hidden }: Pick<StoredDocument, 'id' | 'body' | 'hidden'>): StoredDocument {
  return {
    db: accountsDb,
    id,
    type: accountType,
    rev: '',
    created: 0,
    modified: 0,
    deleted: false,
    body,
    hidden,
  }
}

async function hasDescendants({ store }: Documents, id: string): Promise<boolean> {
  const range = { db: accountsDb, view: byAncestor.name, low: encodeKey([id]), high: encodeKey([id, {}]) }
  return (await store.count(range)) > 0
}
