import { systemAuthDb } from '../../auth/kept-keys.ts'
import { accountsDb, type Account } from '../../documents/accounts.ts'
import type { Change } from '../../documents/changes.ts'
import { encodeKey } from '../../documents/collation.ts'
import type { Document } from '../../documents/document.ts'
import { mergePatch, stripPrivate } from '../../documents/patch.ts'
import { badIdentifier, failed, type Failure } from '../../failures.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import type { Context } from '../declaration/context.ts'
import { chosenId, deletedResult, publicPart } from '../declaration/crud-writes.ts'
import { listing } from '../declaration/listing.ts'
import { dataResult, documentResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import { providersByType, providerType } from '../sign-in/provider-documents.ts'
import { sealSecrets } from './sealed-settings.ts'

/** The `pvt_provider_type` of second factors. */
export const secondFactor = 'multi_factor'
/** Name of the schema of providers. */
export const providerSchema = 'multi_factor_provider'

const bounds = { low: [secondFactor], high: [secondFactor, {}] }
/** So many providers an account can be shown to have. */
const mostListed = 1000

/** GET without an account: the system's providers. */
export function listSystemProviders(context: Context): Result | Failure {
  return listing(context, { db: systemAuthDb, view: providersByType.name, ...bounds, chunked: 'never' })
}

/** GET: the account's providers and the system's (auth-and-system.md, "multi_factor" 4). */
export async function listProviders(context: Context, account: Account): Promise<Result> {
  return dataResult({
    configured: await entriesOf(context, account.id),
    multi_factor_providers: await entriesOf(context, systemAuthDb),
  })
}

/** PUT: a new provider of the account, or of the system. */
export async function createProvider(context: Context): Promise<Outcome> {
  const db = dbOf(context)
  const id = chosenId(context)
  if (failed(id)) return id
  const validated = await context.services.validator.validate(providerSchema, publicPart(context.data))
  if (failed(validated)) return validated
  const { body, hidden } = sealSecrets(context.services, { db, id }, validated.value)
  return intent(() =>
    save(context, {
      change: 'create',
      db,
      id,
      type: providerType,
      body,
      hidden: { ...hidden, pvt_provider_type: secondFactor },
    }),
  )
}

/** GET of one provider; its secrets are not shown. */
export async function readProvider(context: Context): Promise<Result | Failure> {
  const provider = await stored(context)
  return failed(provider) ? provider : documentResult(provider)
}

/** POST: replaces a provider; secrets that are not sent stay as they are. */
export async function replaceProvider(context: Context): Promise<Outcome> {
  return await rewrite(context, () => publicPart(context.data))
}

/** PATCH: changes some fields. */
export async function patchProvider(context: Context): Promise<Outcome> {
  return await rewrite(context, ({ body }) => {
    const patch = stripPrivate(context.data)
    const merged = publicPart(mergePatch(body, patch))
    // Merging drops what is null, but a null among the settings may mean a secret, which is kept elsewhere.
    const removed = isJsonObject(patch['settings']) ? nullsOf(patch['settings']) : {}
    return isJsonObject(merged['settings'])
      ? { ...merged, settings: { ...removed, ...merged['settings'] } }
      : merged
  })
}

/** DELETE: sign-in that is set up with it is refused from then on. */
export async function deleteProvider(context: Context): Promise<Outcome> {
  const provider = await stored(context)
  if (failed(provider)) return provider
  return intent(async () => {
    const deleted = await context.services.documents.write(
      [{ change: 'delete', document: provider }],
      context.author,
    )
    return failed(deleted) ? deleted : deletedResult(provider)
  }, provider.rev)
}

/** Whether a document is a provider of second factors. */
export function isSecondFactor(document: Document | undefined): document is Document {
  return document?.type === providerType && document.hidden['pvt_provider_type'] === secondFactor
}

async function rewrite(context: Context, bodyFrom: (provider: Document) => JsonObject): Promise<Outcome> {
  const provider = await stored(context)
  if (failed(provider)) return provider
  const validated = await context.services.validator.validate(providerSchema, bodyFrom(provider))
  if (failed(validated)) return validated
  const sealed = sealSecrets(context.services, provider, validated.value, provider)
  return intent(() => save(context, { change: 'replace', document: provider, ...sealed }), provider.rev)
}

async function save(context: Context, change: Change): Promise<Result | Failure> {
  const { account, services } = context
  const owner: readonly Change[] = account ? [{ change: 'require', db: accountsDb, id: account.id }] : []
  const written = await services.documents.write([...owner, change], context.author)
  if (failed(written)) return written
  const [provider] = written
  if (!provider) throw new Error('a provider was written and is not there')
  return documentResult(provider)
}

async function stored(context: Context): Promise<Document | Failure> {
  const id = context.arg('id')
  const provider = await context.services.documents.find(dbOf(context), id)
  return isSecondFactor(provider) ? provider : badIdentifier(id)
}

async function entriesOf({ services }: Context, db: string): Promise<readonly Json[]> {
  const rows = await services.documents.scan({
    db,
    view: providersByType.name,
    low: encodeKey(bounds.low),
    high: encodeKey(bounds.high),
    descending: true,
    limit: mostListed,
  })
  return rows.map(({ value }) => JSON.parse(value) as Json)
}

function nullsOf(settings: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value === null))
}

function dbOf({ account }: Context): string {
  return account?.id ?? systemAuthDb
}
