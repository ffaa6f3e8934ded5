import { accountConfigId, accountConfigType } from '../../documents/account-config.ts'
import type { Change } from '../../documents/changes.ts'
import type { Document } from '../../documents/document.ts'
import { differences, membersOf, overlay } from '../../documents/layers.ts'
import { failed, invalid, type Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import { deletedResult, publicPart } from '../declaration/crud-writes.ts'
import { dataResult, documentResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import { accountConfigSchema, visible } from './visible.ts'

/** GET: what holds for the account. */
export async function readConfig(context: AccountContext): Promise<Result> {
  return await effective(context, await stored(context))
}

/** POST and PUT: the body over what the account inherits; what is other there is stored. */
export async function replaceConfig(context: AccountContext): Promise<Outcome> {
  return await change(context, await stored(context), publicPart(context.data))
}

/** PATCH: the changes are made to what the account set before. */
export async function patchConfig(context: AccountContext): Promise<Outcome> {
  const before = await stored(context)
  return await change(context, before, overlay(before?.body ?? {}, publicPart(context.data)))
}

async function change(
  context: AccountContext,
  before: Document | undefined,
  wanted: JsonObject,
): Promise<Outcome> {
  const { accountConfig, validator } = context.services
  const category = context.arg('id')
  const inherited = await accountConfig.inherited(context.db, category)
  const whole = overlay(await visible(category, inherited), wanted)
  const checked = await validator.check(accountConfigSchema(category), whole)
  if (failed(checked)) return checked
  if (Object.keys(checked.errors).length > 0) return invalid(checked.errors)
  const body = differences(membersOf(checked.value, wanted), inherited)
  return intent(() => save(context, before, body), before?.rev)
}

/** Stores what the account sets for itself, or removes the document when that is nothing. */
async function save(
  context: AccountContext,
  before: Document | undefined,
  body: JsonObject,
): Promise<Result | Failure> {
  const needed = changeTo(context, before, body)
  if (!needed) return await effective(context, undefined)
  const written = await context.services.documents.write([needed], context.author)
  return failed(written) ? written : await effective(context, written[0])
}

function changeTo(
  context: AccountContext,
  before: Document | undefined,
  body: JsonObject,
): Change | undefined {
  if (Object.keys(body).length === 0) return before && { change: 'erase', document: before }
  if (before) return { change: 'replace', document: before, body }
  const id = accountConfigId(context.arg('id'))
  return { change: 'create', db: context.db, id, type: accountConfigType, body }
}

/** DELETE, for good; nothing to delete is fine, and then there is nothing to show. */
export async function deleteConfig(context: AccountContext): Promise<Outcome> {
  const document = await stored(context)
  if (!document) return intent(() => Promise.resolve(dataResult()))
  return intent(async () => {
    const written = await context.services.documents.write([{ change: 'erase', document }], context.author)
    return failed(written) ? written : deletedResult(document)
  }, document.rev)
}

/** What the account set for itself, as it is in the store now. */
async function stored(context: AccountContext): Promise<Document | undefined> {
  return await context.services.documents.find(context.db, accountConfigId(context.arg('id')))
}

async function effective(context: AccountContext, own: Document | undefined): Promise<Result> {
  const category = context.arg('id')
  const settings = await context.services.accountConfig.effective(context.db, category)
  const shown = { ...(await visible(category, settings)), id: accountConfigId(category) }
  return own ? documentResult(own, shown) : dataResult(shown)
}
