import { systemAuthDb } from '../../auth/kept-keys.ts'
import { toText } from '../../documents/coercion.ts'
import type { Document } from '../../documents/document.ts'
import { randomHex } from '../../documents/identifiers.ts'
import { systemAuthor } from '../../documents/author.ts'
import { failed, forbidden, type Failure } from '../../failures.ts'
import type { Context } from '../declaration/context.ts'
import { listing } from '../declaration/listing.ts'
import { documentResult, type Result } from '../declaration/results.ts'
import type { Services } from '../declaration/services.ts'
import { appsByAccount, appType } from './documents.ts'

/**
 * GET `apps`: applications of the reseller of the account that is asked for, else of the caller's. Another account
 * than one above or below the caller's is 403.
 */
export async function listApps(context: Context): Promise<Result | Failure> {
  const { auth, services } = context
  const asked = toText(context.query.first('account_id')) ?? auth?.accountId ?? services.accounts.masterId
  if (asked === undefined || !(await isInReach(context, asked))) return forbidden()
  const account = await services.accounts.find(asked)
  const owns = account?.isReseller === true || asked === services.accounts.masterId
  const owner = owns ? asked : account?.resellerId
  if (owner === undefined) return forbidden()
  return listing(context, { db: systemAuthDb, view: appsByAccount.name, low: owner, high: owner })
}

/** GET `apps/{id}`: without its secret. */
export async function readApp(context: Context): Promise<Result | Failure> {
  const app = await context.services.documents.load(systemAuthDb, context.arg('id'), appType)
  return failed(app) ? app : documentResult(app)
}

/** An application that a provider knows us as. */
export interface App {
  readonly document: Document
  /** The client id. */
  readonly id: string
  readonly secret: string
  readonly providerId: string
  readonly accountId: string
  /** Begins the ids of identities that come by it. */
  readonly prefix: string
}

/** An application by its client id; `undefined` too when its secret cannot be opened. */
export async function findApp(
  { documents, signIn }: Pick<Services, 'documents' | 'signIn'>,
  clientId: string,
): Promise<App | undefined> {
  const document = await documents.find(systemAuthDb, clientId)
  if (document?.type !== appType) return undefined
  const { hidden } = document
  const secret = signIn.unseal(placeOf(clientId), toText(hidden['pvt_secret']) ?? '')
  const providerId = toText(hidden['pvt_auth_provider'])
  if (secret === undefined || providerId === undefined) return undefined
  const accountId = toText(hidden['pvt_app_account_id']) ?? ''
  return {
    document,
    id: clientId,
    secret,
    providerId,
    accountId,
    prefix: toText(hidden['pvt_user_prefix']) ?? providerId,
  }
}

/** Registers an application, for an operator; 409 when there is one already. */
export async function registerApp(
  { documents, signIn }: Pick<Services, 'documents' | 'signIn'>,
  app: {
    readonly accountId: string
    readonly id: string
    readonly secret: string
    readonly provider: string
  },
): Promise<Document | Failure> {
  return await documents.writeOne(
    {
      change: 'create',
      db: systemAuthDb,
      id: app.id,
      type: appType,
      body: {},
      hidden: {
        pvt_app_account_id: app.accountId,
        pvt_auth_provider: app.provider,
        pvt_secret: signIn.seal(placeOf(app.id), app.secret),
        pvt_user_prefix: randomHex(16),
      },
    },
    systemAuthor,
  )
}

async function isInReach({ auth, services }: Context, accountId: string): Promise<boolean> {
  if (!auth) return false
  if (auth.superduper) return true
  const { accounts } = services
  return (
    (await accounts.isWithin(accountId, auth.accountId)) ||
    (await accounts.isWithin(auth.accountId, accountId))
  )
}

function placeOf(clientId: string): string {
  return `auth_app ${clientId}`
}
