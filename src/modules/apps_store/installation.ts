import { accountsDb, accountType, type Account } from '../../documents/accounts.ts'
import { systemAuthor, type Author } from '../../documents/author.ts'
import type { Document } from '../../documents/document.ts'
import { failed, type Failure } from '../../failures.ts'
import { isJsonObject, textsIn, type JsonObject } from '../../json.ts'
import type { Services } from '../declaration/services.ts'

/** Id and `pvt_type` of what an account has installed. */
export const installationId = 'apps_store'

/** Which applications an account has, and which it is not to have (auth-and-system.md, "apps_store" 1). */
export interface Installation {
  /** Absent: nothing was installed yet. */
  readonly document: Document | undefined
  /** Who may use each, by the application's id. */
  readonly apps: JsonObject
  /** Ids of those that an account above it does not want it to have. */
  readonly blacklist: readonly string[]
}

type Needs = Pick<Services, 'documents'>

/** What an account has installed. Where that still stands in the account's own document, it is moved out of it. */
export async function installationOf(services: Needs, account: Account): Promise<Installation> {
  const stored = await storedInstallation(services, account.id)
  if (stored) return stored
  const legacy = legacyApps(account.document)
  if (!legacy) return { document: undefined, apps: {}, blacklist: [] }
  await moveLegacyApps(services, account.id)
  // When somebody else wrote at the same time, it is moved the next time; it holds all the same.
  return (
    (await storedInstallation(services, account.id)) ?? { document: undefined, apps: legacy, blacklist: [] }
  )
}

/** What the account stores for an application; `undefined`: it is not installed. */
export function settingsFor({ apps }: Installation, id: string): JsonObject | undefined {
  const settings = Object.hasOwn(apps, id) ? apps[id] : undefined
  return isJsonObject(settings) ? settings : undefined
}

/** Stores the installation anew, or for the first time. */
export async function writeInstallation(
  { documents }: Needs,
  accountId: string,
  { document, apps, blacklist }: Installation,
  author: Author,
): Promise<Document | Failure> {
  const body = { ...document?.body, apps, blacklist }
  const written = await documents.write(
    [
      { change: 'require', db: accountsDb, id: accountId },
      document
        ? { change: 'replace', document, body }
        : { change: 'create', db: accountId, id: installationId, type: installationId, body },
    ],
    author,
  )
  if (failed(written)) return written
  const [after] = written
  if (!after) throw new Error('an installation was written and is not there')
  return after
}

/**
 * Moves the applications that stand in the account's own document to a document of their own; gives back that,
 * or nothing when there was nothing to move. Fails with 404 without such an account, 409 when others write.
 */
export async function moveLegacyApps(
  { documents }: Needs,
  accountId: string,
): Promise<Document | undefined | Failure> {
  const account = await documents.load(accountsDb, accountId, accountType)
  if (failed(account)) return account
  const apps = legacyApps(account)
  if (!apps) return undefined
  const body = Object.fromEntries(Object.entries(account.body).filter(([name]) => name !== 'apps'))
  const written = await documents.write(
    [
      { change: 'create', db: accountId, id: installationId, type: installationId, body: { apps } },
      { change: 'replace', document: account, body },
    ],
    systemAuthor,
  )
  return failed(written) ? written : written[0]
}

async function storedInstallation(
  { documents }: Needs,
  accountId: string,
): Promise<Installation | undefined> {
  const document = await documents.find(accountId, installationId)
  if (document?.type !== installationId) return undefined
  const { apps, blacklist } = document.body
  return { document, apps: isJsonObject(apps) ? apps : {}, blacklist: textsIn(blacklist) }
}

function legacyApps({ body }: Document): JsonObject | undefined {
  const { apps } = body
  return isJsonObject(apps) && Object.keys(apps).length > 0 ? apps : undefined
}
