import type { Change } from '../../documents/changes.ts'
import { encodeKey } from '../../documents/collation.ts'
import type { DocumentFacts } from '../../documents/document.ts'
import type { Documents } from '../../documents/documents.ts'
import type { DocumentType, UniqueClaim, View } from '../../documents/types.ts'
import { rowPages } from '../../documents/walk.ts'
import { accountDatabaseName } from '../../documents/write-plan.ts'
import { invalidField } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { UniqueKey } from '../../store/port.ts'
import { realmOf, sipMethod, textAt } from './fields.ts'

/**
 * The system's index of what lets calls in by something else than the user name in an account's realm: by
 * an IP address, or by credentials of another realm (accounts-and-pbx.md, "devices" 6 and 8). One entry a
 * device, written in the same transaction; the secrets stay with the device.
 */
export const sipAuthDb = 'sip_auth'
const sipAuthType = 'sip_auth'

/** Entries of `sip_auth` by account, for those of a whole account. */
const byAccount: View = {
  name: 'sip_auth/lookup_by_account',
  version: 1,
  emit: ({ body }) => [{ key: body['account_id'] ?? null, value: null }],
}

/** The kind of document `sip_auth` consists of. */
export const sipAuthEntries: DocumentType = {
  type: sipAuthType,
  views: [byAccount],
  unique: uniqueOfEntry,
  silent: true,
}

/** What holds credentials of a realm system-wide; realm and user name in any case of letters. */
export function sipAuthCredentials(realm: string, username: string): UniqueKey {
  const value = JSON.stringify([realm.toLowerCase(), username.toLowerCase()])
  return { scope: 'system', name: 'sip_auth.credentials', value }
}

/** What holds an IP address system-wide. */
export function sipAuthIp(ip: string): UniqueKey {
  return { scope: 'system', name: 'sip_auth.ip', value: ip }
}

/** The entry of a device; `undefined` when it needs none. */
export function sipAuthEntry(
  device: Pick<DocumentFacts, 'body' | 'db'>,
  accountRealm: string,
): JsonObject | undefined {
  const { body, db } = device
  const method = sipMethod(body)
  const ip = method === 'ip' ? textAt(body, 'sip', 'ip') : undefined
  const realm = realmOf(body, accountRealm)
  if (ip === undefined && realm === accountRealm) return undefined
  const username = textAt(body, 'sip', 'username')
  return {
    account_id: db,
    authorizing_type: body['device_type'] === 'mobile' ? 'mobile' : 'device',
    method,
    realm,
    ...(ip !== undefined && { ip }),
    ...(username !== undefined && { username }),
  }
}

/** The changes that bring a device's entry to `wanted`, none when it is as wanted. */
export async function planSipAuth(
  documents: Documents,
  accountId: string,
  deviceId: string,
  wanted: JsonObject | undefined,
): Promise<readonly Change[]> {
  const document = await documents.find(sipAuthDb, deviceId)
  if (!document) {
    if (!wanted) return []
    const hidden = { pvt_account_id: accountId, pvt_account_db: accountDatabaseName(accountId) }
    return [{ change: 'create', db: sipAuthDb, id: deviceId, type: sipAuthType, body: wanted, hidden }]
  }
  if (!wanted) return [{ change: 'erase', document }]
  if (JSON.stringify(wanted) === JSON.stringify(document.body)) return []
  return [{ change: 'replace', document, body: wanted }]
}

/** The changes that remove all entries of an account, for its deletion. */
export async function planSipAuthRemoval(
  documents: Documents,
  accountId: string,
): Promise<readonly Change[]> {
  const key = encodeKey(accountId)
  const changes: Change[] = []
  const entriesOf = { db: sipAuthDb, view: byAccount.name, low: key, high: key }
  for await (const rows of rowPages(documents, entriesOf)) {
    const entries = await documents.findMany(
      sipAuthDb,
      rows.map(({ id }) => id),
    )
    for (const document of entries) changes.push({ change: 'erase', document })
  }
  return changes
}

function uniqueOfEntry({ body }: DocumentFacts): readonly UniqueClaim[] {
  const ip = textAt(body, 'ip')
  if (ip !== undefined)
    return [{ key: sipAuthIp(ip), taken: () => invalidField('sip.ip', 'unique', ipTaken(ip)) }]
  const realm = textAt(body, 'realm')
  const username = textAt(body, 'username')
  if (realm === undefined || username === undefined) return []
  return [
    {
      key: sipAuthCredentials(realm, username),
      taken: () => invalidField('sip.username', 'unique', usernameTaken(username)),
    },
  ]
}

/** What is told of an IP address that belongs to something else. */
export function ipTaken(ip: string): JsonObject {
  return { message: 'This IP address lets other calls in already', cause: ip }
}

/** What is told of a SIP user name that belongs to something else. */
export function usernameTaken(username: string): JsonObject {
  return { message: 'This SIP username is in use already', cause: username }
}
