import { accountsDb } from '../../documents/accounts.ts'
import { Document } from '../../documents/document.ts'
import { badIdentifier, forbidden, type Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { ViewRow } from '../../store/port.ts'
import type { AccountContext } from '../declaration/context.ts'
import { listing } from '../declaration/listing.ts'
import type { ListingResult } from '../declaration/results.ts'
import { accountSettings } from './draft.ts'
import { descendantsCount } from './representation.ts'
import { byAncestor, byParent, treeOf } from './views.ts'

/** GET children: the accounts directly below, by name (accounts-and-pbx.md, "accounts" 4). */
export function children(context: AccountContext): ListingResult | Failure {
  return below(context, context.account.id)
}

/** GET siblings: the children of the account's parent, the account among them. */
export function siblings(context: AccountContext): ListingResult | Failure {
  const { account, auth, services } = context
  const allowed =
    auth?.superduper === true ||
    (account.id !== auth?.accountId && services.config.flag(accountSettings, 'allow_sibling_listing', true))
  if (!allowed) return forbidden()
  const parent = account.tree.at(-1)
  return parent === undefined ? badIdentifier(account.id) : below(context, parent)
}

/** GET descendants: all accounts below, at any depth, by name. */
export function descendants(context: AccountContext): ListingResult | Failure {
  const { id } = context.account
  return listing(context, {
    db: accountsDb,
    view: byAncestor.name,
    low: [id],
    high: [id, {}],
    documents: true,
    map: (rows) =>
      rows.map((row) =>
        entryOf(row, (document) => {
          const { name, realm, flags } = document.body
          return { id: document.id, name, realm, tree: treeOf(document), flags: flags ?? [] }
        }),
      ),
  })
}

function below(context: AccountContext, parent: string): ListingResult | Failure {
  const { documents } = context.services
  return listing(context, {
    db: accountsDb,
    view: byParent.name,
    low: [parent],
    high: [parent, {}],
    documents: true,
    map: async (rows) => {
      const counts = await Promise.all(rows.map(({ id }) => descendantsCount(documents, id)))
      return rows.map((row, at) =>
        entryOf(row, (document) => {
          const { name, realm, flags } = document.body
          return { id: document.id, name, realm, descendants_count: counts[at] ?? 0, flags: flags ?? [] }
        }),
      )
    },
  })
}

function entryOf(row: ViewRow, entry: (document: Document) => JsonObject): string | undefined {
  return row.document && JSON.stringify(entry(new Document(row.document)))
}
