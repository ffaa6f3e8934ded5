import { accountsDb, accountType } from '../../documents/accounts.ts'
import { systemAuthor } from '../../documents/author.ts'
import type { Document } from '../../documents/document.ts'
import { monthOfId } from '../../documents/gregorian.ts'
import { accountDatabaseName } from '../../documents/write-plan.ts'
import { eachDocument } from '../../documents/walk.ts'
import { failed } from '../../failures.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { sipAuthDb } from '../../modules/devices/sip-auth.ts'
import type { MaintenanceFunction, MaintenanceIo } from '../registry.ts'
import { ok } from '../terms.ts'
import { accountIds } from '../every-account.ts'
import { DerivedCheck } from './derived.ts'

type Needs = Pick<Services, 'documents'>

/** An account's own database, by its name. */
const accountDb = /^[0-9a-f]{32}$/

/** Functions of `kapps_maintenance` on what accounts left behind (auth-and-system.md, "other modules worth offering"). */
export const orphanFunctions: Readonly<Record<string, MaintenanceFunction<Services>>> = {
  find_invalid_acccount_dbs: {
    args: '',
    summary: 'Lists the databases of accounts that are not there',
    run: async (_args, _io, services) => (await orphans(services)).map(accountDatabaseName),
  },
  cleanup_orphan_modbs: {
    args: '',
    summary: 'Removes monthly documents of accounts that are not there, for good',
    run: async (_args, io, services) => {
      for (const db of await orphans(services)) await removeMonthly(services, io, db)
      return ok
    },
  },
  cleanup_aggregated_accounts: {
    args: '',
    summary: 'Removes from the listings of accounts what no account is behind',
    run: async (_args, io, services) => {
      const check = await DerivedCheck.begin(services, io)
      for (const id of await accountIds(services.documents)) {
        io.print(`    verifying accounts doc ${id}`)
        await check.one(accountsDb, id)
      }
      await removeStrays(services, io)
      return ok
    },
  },
  cleanup_aggregated_devices: {
    args: '',
    summary:
      'Removes what lets devices in that are not there any more: their names and addresses can be used again',
    run: async (_args, io, services) => {
      for await (const entry of eachDocument(services.documents.store, { db: sipAuthDb })) {
        io.print(`    verifying sip_auth doc ${entry.id}`)
        await checkEntry(services, io, entry)
      }
      return ok
    },
  },
}

/** Databases of accounts that are not there; those of accounts that are being imported are, soon. */
async function orphans({ documents }: Needs): Promise<readonly string[]> {
  const { store } = documents
  const found: string[] = []
  for (const db of await store.databases()) {
    if (!accountDb.test(db) || (await documents.find(accountsDb, db))?.type === accountType) continue
    if ((await store.readMeta(`import ${db}`)) === undefined) found.push(db)
  }
  return found
}

async function removeMonthly({ documents }: Needs, io: MaintenanceIo, db: string): Promise<void> {
  let count = 0
  for await (const document of eachDocument(documents.store, { db })) {
    if (monthOfId(document.id) === undefined) continue
    const erased = await documents.write([{ change: 'erase', document }], systemAuthor)
    if (!failed(erased)) count += 1
  }
  if (count > 0) io.print(`    removed ${String(count)} monthly documents of ${accountDatabaseName(db)}`)
}

/** An entry of the system's index of devices is there as long as the device and its account are. */
async function checkEntry({ documents }: Needs, io: MaintenanceIo, entry: Document): Promise<void> {
  const { account_id: accountId } = entry.body
  const db = typeof accountId === 'string' ? accountId : ''
  const isAccount = (await documents.find(accountsDb, db))?.type === accountType
  if (isAccount && (await documents.find(db, entry.id))) return
  const missing = isAccount ? 'device' : `db ${accountDatabaseName(db)}`
  io.print(`    removing sip_auth doc ${entry.id} referencing missing ${missing}`)
  const erased = await documents.write([{ change: 'erase', document: entry }], systemAuthor)
  if (failed(erased)) io.print(`    sip_auth doc ${entry.id} changed meanwhile, kept`)
}

async function removeStrays({ documents }: Needs, io: MaintenanceIo): Promise<void> {
  const { rows, uniqueKeys } = await documents.store.strays(true)
  if (rows > 0) io.print(`    removed ${String(rows)} entries of listings of documents that are not there`)
  if (uniqueKeys > 0)
    io.print(`    removed ${String(uniqueKeys)} unique values of documents that are not there`)
}
