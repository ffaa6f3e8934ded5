import { userType } from '../../auth/directory.ts'
import { newApiKey, newSignatureSecret } from '../../auth/passwords.ts'
import { accountsDb, accountType } from '../../documents/accounts.ts'
import { lastSecond, monthOfId, now } from '../../documents/gregorian.ts'
import { nextRevision } from '../../documents/identifiers.ts'
import { toInteger } from '../../documents/coercion.ts'
import { accountDatabaseName } from '../../documents/write-plan.ts'
import { failed } from '../../failures.ts'
import type { Json, JsonObject, MutableJsonObject } from '../../json.ts'
import type { StoredDocument } from '../../store/port.ts'
import type { ImportParts } from '../terms.ts'
import type { AccountDatabase } from './database-name.ts'

/** Private fields that are kept elsewhere here. */
const columns = new Set(['pvt_type', 'pvt_created', 'pvt_modified'])

/** A document of CouchDB as it is to be stored here; a text says why it cannot be. */
export function convert(
  document: JsonObject,
  { accountId, month }: AccountDatabase,
): StoredDocument | string {
  const { _id: couchId, _rev: revision, pvt_type: type } = document
  if (typeof couchId !== 'string' || couchId === '') return 'it has no _id'
  if (!couchId.isWellFormed()) return 'its _id is not Unicode'
  if (typeof type !== 'string' || type === '') return 'it has no pvt_type'
  const isAccount = type === accountType
  if (isAccount && couchId !== accountId) return 'it is an account, but not the one of this database'
  const fields = Object.entries(document)
  const body: JsonObject = Object.fromEntries(
    fields.filter(([name]) => !name.startsWith('_') && !name.startsWith('pvt_') && name !== 'id'),
  )
  const hidden: JsonObject = {
    ...Object.fromEntries(fields.filter(([name]) => name.startsWith('pvt_') && !columns.has(name))),
    pvt_account_id: accountId,
    pvt_account_db: accountDatabaseName(accountId),
  }
  const created = timeOf(document['pvt_created']) ?? timeOf(document['pvt_modified']) ?? now()
  const texts = { body: JSON.stringify(body), hidden: JSON.stringify(hidden) }
  return {
    db: isAccount ? accountsDb : accountId,
    // Ids of monthly documents begin with the month; here all months are in one database.
    id: month === undefined || monthOfId(couchId) !== undefined ? couchId : `${month}-${couchId}`,
    type,
    rev: isRevision(revision) ? revision : nextRevision(undefined, texts.body, texts.hidden),
    created,
    modified: timeOf(document['pvt_modified']) ?? created,
    deleted: document['pvt_deleted'] === true,
    ...texts,
  }
}

/**
 * Turns credentials as the original keeps them into ours, so that users and API keys can go on signing in. The digests
 * themselves, with which anybody could sign in, are not kept.
 */
export async function withCredentials(
  { signIn }: Pick<ImportParts, 'signIn'>,
  stored: StoredDocument,
  accountId: string,
): Promise<StoredDocument | string> {
  if (stored.type === accountType) {
    const { pvt_api_key: key, ...hidden } = JSON.parse(stored.hidden) as JsonObject
    const apiKey = typeof key === 'string' && /^[0-9a-f]{64}$/.test(key) ? key : newApiKey()
    return { ...stored, hidden: JSON.stringify({ ...hidden, ...signIn.apiKeyFields(accountId, apiKey) }) }
  }
  if (stored.type !== userType) return stored
  const { pvt_md5_auth: md5, pvt_sha1_auth: sha, ...hidden } = JSON.parse(stored.hidden) as MutableJsonObject
  const fields = await signIn.credentials.credentialsFromDigest(accountId, textOf(md5), textOf(sha))
  if (failed(fields)) return 'its credentials could not be taken over now: import again'
  const body = JSON.parse(stored.body) as JsonObject
  const { username } = body
  return {
    ...stored,
    // The digests are of the name in lower case.
    body:
      typeof username === 'string'
        ? JSON.stringify({ ...body, username: username.toLowerCase() })
        : stored.body,
    hidden: JSON.stringify({ pvt_signature_secret: newSignatureSecret(), ...hidden, ...fields }),
  }
}

/** A time in Gregorian seconds; `undefined` for what is none, such as numbers that no database keeps. */
function timeOf(value: Json | undefined): number | undefined {
  const seconds = toInteger(value)
  return seconds !== undefined && seconds >= 0 && seconds <= lastSecond ? seconds : undefined
}

function isRevision(value: Json | undefined): value is string {
  return typeof value === 'string' && /^\d{1,15}-[0-9a-f]{32}$/.test(value)
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value.toLowerCase() : undefined
}
