import { accountsDb, accountType } from '../../documents/accounts.ts'
import { accountDatabaseName } from '../../documents/write-plan.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { letDevicesIn } from '../../moving/couchdb/device-entries.ts'
import { databaseId } from '../database-id.ts'
import { type MaintenanceFunction, type MaintenanceIo, Refused } from '../registry.ts'
import { ok, type Term } from '../terms.ts'
import { accountIds, countdown } from '../every-account.ts'
import { DerivedCheck } from './derived.ts'

/** What a function works with. */
interface Work {
  readonly services: Services
  readonly io: MaintenanceIo
  readonly check: DerivedCheck
}

/** Puts right what the system looks up of an account, or of documents of a kind in it, across accounts. */
type Ensure = (work: Work, accountId: string) => Promise<void>

const device: Ensure = async ({ services, io, check }, db) => {
  await check.all({ db, type: 'device' })
  await letDevicesIn(services.documents, db, (id) => {
    io.print(`    device ${id}: its address or SIP user name belongs to another one`)
    return Promise.resolve()
  })
}
const faxbox: Ensure = ({ check }, db) => check.all({ db, type: 'faxbox' })
const account: Ensure = ({ check }, id) => check.one(accountsDb, id)

const everything: Ensure = async (work, accountId) => {
  const name = accountDatabaseName(accountId)
  work.io.print(`ensuring necessary documents from account '${name}' are in aggregate dbs`)
  await faxbox(work, accountId)
  await device(work, accountId)
  await account(work, accountId)
}

/**
 * Functions of `kapps_maintenance` on what is looked up across accounts (auth-and-system.md, "other modules worth
 * offering"). The original copies documents for that; here listings and unique values are kept with each document, and
 * are compared with it.
 */
export const aggregateFunctions: Readonly<Record<string, MaintenanceFunction<Services>>> = {
  ensure_aggregates: ofAll('aggregating database', everything, 'accounts, their devices and their faxboxes'),
  ensure_aggregate: ofOne(everything, 'an account, its devices and its faxboxes'),
  ensure_aggregate_accounts: ofAll('aggregating accounts', account, 'accounts'),
  ensure_aggregate_account: ofOne(account, 'an account'),
  ensure_aggregate_devices: ofAll('aggregating devices account', device, 'devices of all accounts'),
  ensure_aggregate_device: ofOne(device, 'devices of an account'),
  ensure_aggregate_faxboxes: ofAll('aggregating faxboxes account', faxbox, 'faxboxes of all accounts'),
  ensure_aggregate_faxbox: ofOne(faxbox, 'faxboxes of an account'),
}

function ofAll(saying: string, ensure: Ensure, what: string): MaintenanceFunction<Services> {
  return {
    args: '',
    summary: `Puts right what is looked up across accounts of ${what}`,
    run: async (_args, io, services): Promise<Term> => {
      const work = { services, io, check: await DerivedCheck.begin(services, io) }
      for (const [id, place] of countdown(await accountIds(services.documents))) {
        io.print(`${String(process.pid)} (${place}) ${saying} '${accountDatabaseName(id)}'`)
        await ensure(work, id)
      }
      return ok
    },
  }
}

function ofOne(ensure: Ensure, what: string): MaintenanceFunction<Services> {
  return {
    args: 'ACCOUNT',
    summary: `Puts right what is looked up across accounts of ${what}`,
    run: async ([written = ''], io, services) => {
      const id = databaseId(written)
      const found = await services.documents.find(accountsDb, id)
      if (found?.type !== accountType) return new Refused(`there is no account ${written}`)
      await ensure({ services, io, check: await DerivedCheck.begin(services, io) }, id)
      return ok
    },
  }
}
