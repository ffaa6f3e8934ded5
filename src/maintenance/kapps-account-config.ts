import { accountConfigId, accountConfigType } from '../documents/account-config.ts'
import { systemAuthor } from '../documents/author.ts'
import type { Change } from '../documents/changes.ts'
import { overlay } from '../documents/layers.ts'
import { failed } from '../failures.ts'
import { isJsonObject, type Json, type JsonObject, valueAt } from '../json.ts'
import type { Services } from '../modules/declaration/services.ts'
import { jsonOf, termOf } from './json-terms.ts'
import { keyOf } from './kapps-config/key.ts'
import { databaseId } from './database-id.ts'
import { defineMaintenance, type MaintenanceFunction, Refused } from './registry.ts'
import { document, ok, type Term } from './terms.ts'

type ConfigFunction = MaintenanceFunction<Services>

/** The settings of an account in a category, seen in one of several ways. */
type Settings = (services: Services, accountId: string, category: string) => Promise<JsonObject>

const own: Settings = async ({ accountConfig }, accountId, category) =>
  (await accountConfig.own(accountId, category))?.body ?? {}

/** What the account sets, else what its reseller sets, else what the system sets: one of them as a whole. */
const global: Settings = async (services, accountId, category) => {
  const reseller = (await services.accounts.find(accountId))?.resellerId
  for (const id of reseller === undefined ? [accountId] : [accountId, reseller]) {
    const document = await services.accountConfig.own(id, category)
    if (document) return document.body
  }
  return systemSection(services, category)
}

const fromReseller: Settings = async (services, accountId, category) => {
  const reseller = (await services.accounts.find(accountId))?.resellerId
  const set = reseller === undefined || reseller === accountId ? {} : await own(services, reseller, category)
  return overlay(systemSection(services, category), set)
}

const throughTree: Settings = ({ accountConfig }, accountId, category) =>
  accountConfig.throughTree(accountId, category)

/** Configuration of accounts (auth-and-system.md, "kapps_config and friends"). */
export const kappsAccountConfig = defineMaintenance<Services>('kapps_account_config', {
  get: getting('Shows what an account sets for itself', own),
  get_global: getting('Shows what is set by an account, or its reseller, or the system', globalOverSystem),
  get_from_reseller: getting('Shows what is set by the reseller of an account, or the system', fromReseller),
  get_hierarchy: getting('Shows what is set by an account, those above it, or the system', throughTree),
  set: setting('Sets a value for an account, as text', own),
  set_global: setting('Sets a value for an account, with all else that is set for it now', global),
  flush: {
    args: 'ACCOUNT CATEGORY [STRATEGY]',
    summary: 'Reads the configuration of accounts again from the store',
    run: (_args, _io, { documents }) => {
      documents.forgetEverywhere()
      return ok
    },
  },
})

async function globalOverSystem(
  services: Services,
  accountId: string,
  category: string,
): Promise<JsonObject> {
  return overlay(systemSection(services, category), await global(services, accountId, category))
}

function systemSection({ config }: Services, category: string): JsonObject {
  const section = config.category(category)?.['default']
  return isJsonObject(section) ? section : {}
}

function getting(summary: string, settings: Settings): ConfigFunction {
  return {
    args: 'ACCOUNT CATEGORY [KEY [DEFAULT]]',
    summary,
    run: async ([account = '', category = ''], io, services) => {
      const accountId = databaseId(account)
      if (!(await services.accounts.find(accountId))) return unknownAccount(account)
      const found = await settings(services, accountId, category)
      if (io.terms[2] === undefined) return document(found)
      const value = valueAt(found, keyOf(io.terms[2]).split('.'))
      return value === undefined ? (io.terms[3] ?? termOf(undefined)) : termOf(value)
    },
  }
}

function setting(summary: string, settings: Settings): ConfigFunction {
  return {
    args: 'ACCOUNT CATEGORY KEY VALUE',
    summary,
    run: async ([account = '', category = '', , text = ''], io, services) => {
      const accountId = databaseId(account)
      if (!(await services.accounts.find(accountId))) return unknownAccount(account)
      const value = jsonOf(io.terms[3] ?? text)
      if (value === undefined || category === '') return new Refused(`${text} cannot be stored`)
      return await write(services, { accountId, category }, settings, nested(keyOf(io.terms[2]), value))
    },
  }
}

/** Lays a change over what an account sets for itself in a category; gives back the document as it is then. */
export function setForAccount(
  services: Services,
  accountId: string,
  category: string,
  change: JsonObject,
): Promise<Term | Refused> {
  return write(services, { accountId, category }, own, change)
}

/** Lays a change over the settings and stores them; when others write at the same time, over what they wrote. */
async function write(
  services: Services,
  place: { readonly accountId: string; readonly category: string },
  settings: Settings,
  change: JsonObject,
): Promise<Term | Refused> {
  const id = accountConfigId(place.category)
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const existing = await services.documents.find(place.accountId, id)
    const below = existing?.body ?? (await settings(services, place.accountId, place.category))
    const body = overlay(below, change)
    const needed: Change = existing
      ? { change: 'replace', document: existing, body }
      : { change: 'create', db: place.accountId, id, type: accountConfigType, body }
    const written = await services.documents.writeOne(needed, systemAuthor)
    if (!failed(written)) return document(written.shown)
  }
  return new Refused(`${place.category} changes too often to be written`)
}

/** `a.b` and a value as `{ a: { b: value } }`. */
function nested(key: string, value: Json): JsonObject {
  const object = (inner: Json, step: string): JsonObject => Object.fromEntries([[step, inner]])
  const [last = '', ...before] = key.split('.').toReversed()
  return before.reduce(object, object(value, last))
}

function unknownAccount(written: string): Refused {
  return new Refused(`there is no account ${written}`)
}
