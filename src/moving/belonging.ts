import { accountsDb, accountType } from '../documents/accounts.ts'
import { Document } from '../documents/document.ts'
import type { Documents } from '../documents/documents.ts'
import { documentPages } from '../documents/walk.ts'
import type { Snapshot, StoredDocument } from '../store/port.ts'
import { nameKey } from '../modules/sign-in/account-views.ts'

const accountDb = /^[0-9a-f]{32}$/

/** System databases that hold nothing that outlives the installation, or nothing of accounts. */
const passedOver = new Set([
  accountsDb,
  'account_tree',
  'alerts',
  'auth_identities',
  'sign_in',
  'system_auth',
  'system_config',
  'system_media',
  'token_auth',
])

/** An account by its id, realm or name; `undefined` when there is none. */
export async function findAccount(documents: Documents, text: string): Promise<Document | undefined> {
  const byId = await documents.find(accountsDb, text)
  if (byId?.type === accountType) return byId
  const system = { scope: 'system' } as const
  return (
    (await documents.holder({ ...system, name: 'account.realm', value: text.toLowerCase() })) ??
    (await documents.holder({ ...system, name: 'account.name', value: nameKey(text) }))
  )
}

/** What system databases hold of an account, such as what lets its devices in, some at a time; not the account itself. */
export async function* elsewhereOf(
  store: Pick<Snapshot, 'databases' | 'documents'>,
  accountId: string,
): AsyncGenerator<readonly StoredDocument[], void, undefined> {
  for (const db of await store.databases()) {
    if (!mayHoldOthers(db)) continue
    for await (const page of documentPages(store, { db })) {
      const mine = page.filter((stored) => belongsTo(stored, accountId))
      if (mine.length > 0) yield mine
    }
  }
}

/** Whether a document is one that `exportAccount` writes for an account; a file that was made by others may hold any. */
export function isOfAccount(stored: StoredDocument, accountId: string): boolean {
  if (stored.db === accountsDb) return stored.id === accountId && stored.type === accountType
  return stored.db === accountId || (mayHoldOthers(stored.db) && belongsTo(stored, accountId))
}

/** Whether a database is one of the system's that holds something of accounts. */
function mayHoldOthers(db: string): boolean {
  return !accountDb.test(db) && !passedOver.has(db)
}

function belongsTo(stored: StoredDocument, accountId: string): boolean {
  if (!stored.hidden.includes(accountId)) return false
  try {
    const { hidden } = new Document(stored)
    return hidden['pvt_account_id'] === accountId || hidden['pvt_assigned_to'] === accountId
  } catch {
    // What cannot be read belongs to nobody.
    return false
  }
}
