import { accountConfigId, accountConfigType, systemDefaults } from '../../documents/account-config.ts'
import type { Account } from '../../documents/accounts.ts'
import type { Document } from '../../documents/document.ts'
import { overlay } from '../../documents/layers.ts'
import { mergePatch, stripPrivate } from '../../documents/patch.ts'
import { answer, badIdentifier, failed, invalid, systemError, type Failure } from '../../failures.ts'
import { isJsonObject, type JsonObject } from '../../json.ts'
import type { Context } from '../declaration/context.ts'
import { deletedResult, publicPart } from '../declaration/crud-writes.ts'
import {
  dataResult,
  documentResult,
  intent,
  type DocumentResult,
  type Outcome,
  type Result,
} from '../declaration/results.ts'
import { signInCategory } from '../sign-in/auth-modules.ts'
import { withoutReadOnly, withProviders } from './provider-names.ts'
import { unrelatedProviders } from './related-accounts.ts'

const schema = 'account_config.crossbar.auth'

/** GET: what the account sets itself, and what would hold otherwise (auth-and-system.md, "security" 5). */
export async function readSecurity(context: Context, account: Account): Promise<Result> {
  const own = await stored(context, account)
  const inherited = { auth_modules: await inheritedModules(context, account) }
  return dataResult({
    account: await withProviders(context, account, own?.body ?? {}),
    inherited_config: await withProviders(context, account, inherited),
  })
}

/** POST: replaces what the account sets. */
export async function replaceSecurity(context: Context): Promise<Outcome> {
  const { account } = context
  if (!account) return systemError('not_found')
  const body = withoutReadOnly(publicPart(context.data))
  return await change(context, account, await stored(context, account), body, body)
}

/** PATCH: merges into what the account sets. */
export async function patchSecurity(context: Context): Promise<Outcome> {
  const { account } = context
  if (!account) return systemError('not_found')
  const before = await stored(context, account)
  const patch = withoutReadOnly(publicPart(stripPrivate(context.data)))
  return await change(context, account, before, mergePatch(before?.body ?? {}, patch), patch)
}

/** DELETE, for good: the account inherits everything. 404 where it set nothing. */
export async function deleteSecurity(context: Context): Promise<Outcome> {
  const { account, services } = context
  if (!account) return systemError('not_found')
  const document = await stored(context, account)
  if (!document) return badIdentifier('account does not have customize auth configuration')
  return intent(async () => {
    const written = await services.documents.write([{ change: 'erase', document }], context.author)
    return failed(written) ? written : deletedResult(document)
  }, document.rev)
}

/** Checks and stores what the account is to set; `sent` is what the request itself says. */
async function change(
  context: Context,
  account: Account,
  before: Document | undefined,
  body: JsonObject,
  sent: JsonObject,
): Promise<Outcome> {
  const checked = await context.services.validator.check(schema, body)
  if (failed(checked)) return checked
  if (Object.keys(checked.errors).length > 0) return invalid(checked.errors)
  const errors = await unrelatedProviders(context, sent)
  // Worded unlike other faults of fields, as clients know it (auth-and-system.md, "security" 6).
  if (Object.keys(errors).length > 0) return answer(400, 'validation failed', errors)
  return intent(() => save(context, account, before, checked.value), before?.rev)
}

async function save(
  context: Context,
  account: Account,
  before: Document | undefined,
  body: JsonObject,
): Promise<DocumentResult | Failure> {
  const written = await context.services.documents.writeOne(
    before
      ? { change: 'replace', document: before, body }
      : {
          change: 'create',
          db: account.id,
          id: accountConfigId(signInCategory),
          type: accountConfigType,
          body,
        },
    context.author,
  )
  if (failed(written)) return written
  return documentResult(written, { ...(await withProviders(context, account, written.body)), id: written.id })
}

/** What the account sets itself, as it is in the store now. */
async function stored({ services }: Context, account: Account): Promise<Document | undefined> {
  const document = await services.documents.find(account.id, accountConfigId(signInCategory))
  return document?.type === accountConfigType ? document : undefined
}

/** What would hold if the account set nothing: its parent's configuration; for a reseller the system's. */
async function inheritedModules({ services }: Context, account: Account): Promise<JsonObject> {
  const { accountConfig, config, validator } = services
  const parent = account.tree.at(-1)
  const system = config.category(signInCategory)?.['default']
  const set =
    account.isReseller || parent === undefined
      ? isJsonObject(system)
        ? system
        : {}
      : await accountConfig.throughTree(parent, signInCategory)
  const modules = overlay(await systemDefaults(validator, signInCategory), set)['auth_modules']
  return isJsonObject(modules) ? modules : {}
}
