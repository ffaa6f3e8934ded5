import { accountsDb, accountType } from '../../documents/accounts.ts'
import type { Change } from '../../documents/changes.ts'
import type { Document } from '../../documents/document.ts'
import type { Documents } from '../../documents/documents.ts'
import type { DocumentType, UniqueClaim } from '../../documents/types.ts'
import { badIdentifier, failed, invalid, invalidField, systemError, type Failure } from '../../failures.ts'
import type { Json, JsonObject } from '../../json.ts'
import type { AccountContext, Context } from '../declaration/context.ts'
import { deletedResult, publicPart } from '../declaration/crud-writes.ts'
import { documentResult, intent, type Outcome, type Result } from '../declaration/results.ts'

/** Id and `pvt_type` of an account's brand. */
export const brandId = 'whitelabel'

/** The brand of an account; its domain belongs to no other. */
export const brandDocuments: DocumentType = {
  type: brandId,
  unique: ({ body }) => {
    const domain = domainOf(body)
    return domain === undefined ? [] : [domainClaim(domain)]
  },
}

/** GET: the account's own. */
export async function readBrand(context: AccountContext): Promise<Result | Failure> {
  const brand = await brandOf(context.services.documents, context.db)
  return brand ? documentResult(brand) : badIdentifier(brandId)
}

/** GET with a domain: the account's where the path has one, else that of the domain. */
export async function readBrandOfDomain(context: Context): Promise<Result | Failure> {
  const { account, services } = context
  const brand = account
    ? await services.documents.load(account.id, brandId, brandId)
    : await brandOfDomain(context)
  return failed(brand) ? brand : documentResult(brand)
}

/** PUT: an account has one brand. What is wrong with the fields is told first, as for POST. */
export async function createBrand(context: AccountContext): Promise<Outcome> {
  const body = await validated(context)
  if (failed(body)) return body
  if (await brandOf(context.services.documents, context.db)) return systemError('datastore_conflict')
  return intent(() =>
    save(context, { change: 'create', db: context.db, id: brandId, type: brandId, body }, domainOf(body)),
  )
}

/** POST: replaces all fields. */
export async function replaceBrand(context: AccountContext): Promise<Outcome> {
  const body = await validated(context)
  if (failed(body)) return body
  const existing = await brandOf(context.services.documents, context.db)
  if (!existing) return badIdentifier(brandId)
  return intent(
    () => save(context, { change: 'replace', document: existing, body }, domainOf(body)),
    existing.rev,
  )
}

/** DELETE, for good. */
export async function deleteBrand(context: AccountContext): Promise<Outcome> {
  const existing = await brandOf(context.services.documents, context.db)
  if (!existing) return badIdentifier(brandId)
  return intent(async () => {
    const done = await save(context, { change: 'erase', document: existing }, undefined)
    return failed(done) ? done : deletedResult(existing)
  }, existing.rev)
}

/** The brand of the domain in the path, in any case of letters, whatever account the path may name as well. */
export async function brandOfDomain(context: Context): Promise<Document | Failure> {
  const domain = context.arg('domain')
  return (await context.services.documents.holder(domainClaim(domain).key)) ?? badIdentifier(domain)
}

/** The brand of an account. */
export async function brandOf(documents: Documents, account: string): Promise<Document | undefined> {
  const brand = await documents.find(account, brandId)
  return brand?.type === brandId ? brand : undefined
}

/** The domain of a brand, as it is compared. */
export function domainOf({ domain }: JsonObject): string | undefined {
  return typeof domain === 'string' && domain !== '' ? domain.toLowerCase() : undefined
}

async function validated(context: AccountContext): Promise<JsonObject | Failure> {
  const { validator, documents } = context.services
  const checked = await validator.check('whitelabel', publicPart(context.data))
  if (failed(checked)) return checked
  const body = checked.value
  const domain = domainOf(body)
  const holder = domain === undefined ? undefined : await documents.store.holder(domainClaim(domain).key)
  const taken = domain !== undefined && holder && holder.db !== context.db
  const errors = { ...checked.errors, ...(taken && { domain: domainTaken(body['domain'] ?? domain) }) }
  return Object.keys(errors).length > 0 ? invalid(errors) : body
}

/** One transaction writes the brand and tells the account which domain it has. */
async function save(
  context: AccountContext,
  change: Change,
  domain: string | undefined,
): Promise<Result | Failure> {
  const { documents } = context.services
  const account = await documents.load(accountsDb, context.account.id, accountType)
  if (failed(account)) return account
  const told: Change =
    account.hidden['pvt_whitelabel_domain'] === domain
      ? { change: 'require', db: accountsDb, id: account.id }
      : {
          change: 'replace',
          document: account,
          body: account.body,
          hidden: { pvt_whitelabel_domain: domain },
        }
  const written = await documents.write([change, told], context.author)
  if (failed(written)) return written
  const brand = written.find(({ id }) => id === brandId)
  return documentResult(brand ?? account)
}

function domainClaim(domain: string): UniqueClaim {
  const value = domain.toLowerCase()
  return {
    key: { scope: 'system', name: 'whitelabel_domain', value },
    taken: () => invalidField('domain', 'unique', domainTaken(value)['unique'] ?? {}),
  }
}

function domainTaken(cause: Json): Readonly<Record<string, JsonObject>> {
  return { unique: { message: 'Another account has this domain', cause } }
}
