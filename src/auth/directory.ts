import { LRUCache } from 'lru-cache'
import { accountConfigId } from '../documents/account-config.ts'
import type { Accounts } from '../documents/accounts.ts'
import { encodeKey } from '../documents/collation.ts'
import { isFalse } from '../documents/coercion.ts'
import type { Document } from '../documents/document.ts'
import type { Documents } from '../documents/documents.ts'
import type { SystemConfig } from '../documents/system-config.ts'
import type { View } from '../documents/types.ts'
import type { Json } from '../json.ts'
import type { AccountFacts, Directory, UserFacts } from './auth.ts'
import { systemAuthDb } from './kept-keys.ts'

/** Type of user documents. */
export const userType = 'user'

/** Users by what their credentials are recognised by; disabled users cannot log in and have no rows. */
export const usersByCredentials: View = {
  name: 'users/creds',
  version: 1,
  emit: ({ body, hidden }) =>
    isFalse(body['enabled'])
      ? []
      : [hidden['pvt_md5_auth_key'], hidden['pvt_sha1_auth_key']]
          .filter((key): key is string => typeof key === 'string')
          .map((key) => ({ key, value: {} })),
}

/** Looks accounts and users up for authentication; users in use are remembered until they change. */
export function documentDirectory(documents: Documents, accounts: Accounts, config: SystemConfig): Directory {
  const users = new LRUCache<string, UserFacts>({ max: 10_000 })
  let generation = 0
  const forget = (place: { readonly db: string; readonly id: string }): void => {
    generation += 1
    users.delete(`${place.db} ${place.id}`)
  }
  documents.onChange({
    concerns: ({ type }) => type === userType,
    changed: forget,
    changedElsewhere: (change) => {
      generation += 1
      if (change.scope === 'document') return void users.delete(`${change.db} ${change.id}`)
      for (const key of users.keys())
        if (change.scope === 'everything' || key.startsWith(`${change.db} `)) users.delete(key)
    },
  })

  const user = async (accountId: string, userId: string): Promise<UserFacts | undefined> => {
    const key = `${accountId} ${userId}`
    const known = users.get(key)
    if (known) return known
    const before = generation
    const document = await documents.find(accountId, userId)
    if (document?.type !== userType) return undefined
    const facts = userFacts(document)
    if (before === generation) users.set(key, facts)
    return facts
  }

  return {
    account: async (id) => {
      const account = await accounts.find(id)
      if (!account) return undefined
      const facts: AccountFacts = {
        id,
        enabled: account.enabled,
        superduper: account.superduper,
        tree: account.tree,
        ...(account.trialExpires !== undefined && { trialExpires: account.trialExpires }),
        ...optional('signatureSecret', account.document.hidden['pvt_signature_secret']),
      }
      return facts
    },
    user,
    deviceSecret: async (accountId, deviceId) => {
      const device = await documents.find(accountId, deviceId)
      const secret = device?.type === 'device' ? device.hidden['pvt_signature_secret'] : undefined
      return typeof secret === 'string' ? secret : undefined
    },
    usersByCredentials: async (accountId, keys) => {
      const found: UserFacts[] = []
      for (const key of keys) {
        const bound = encodeKey(key)
        const rows = await documents.scan({
          db: accountId,
          view: usersByCredentials.name,
          low: bound,
          high: bound,
          descending: false,
          limit: 10,
        })
        for (const row of rows) {
          const facts = await user(accountId, row.id)
          if (facts) found.push(facts)
        }
      }
      return found
    },
    basicAuthType: async (accountId) => {
      const own = await documents.find(accountId, accountConfigId('crossbar.auth'))
      const type = own?.body['basic_auth_type']
      return typeof type === 'string' && type !== ''
        ? type
        : config.text('crossbar.auth', 'basic_auth_type', 'md5')
    },
    bearerToken: async (id) => {
      const document = await documents.find(systemAuthDb, id)
      const token = document?.type === 'bearer-token' ? document.body['Token'] : undefined
      return typeof token === 'string' ? token : undefined
    },
  }
}

function userFacts(document: Document): UserFacts {
  const { body, hidden } = document
  return {
    id: document.id,
    enabled: !isFalse(body['enabled']),
    privLevel: typeof body['priv_level'] === 'string' ? body['priv_level'] : 'user',
    ...optional('signatureSecret', hidden['pvt_signature_secret']),
  }
}

function optional<Key extends string>(key: Key, value: Json | undefined): Partial<Record<Key, string>> {
  return typeof value === 'string' ? ({ [key]: value } as Partial<Record<Key, string>>) : {}
}
