import { identitiesDb, identityType } from '../../src/modules/auth/documents.ts'
import { systemAuthDb } from '../../src/auth/kept-keys.ts'
import { systemAuthor } from '../../src/documents/author.ts'
import type { Documents } from '../../src/documents/documents.ts'
import { failed } from '../../src/failures.ts'
import type { JsonObject } from '../../src/json.ts'
import { leg, noon, storeLegs } from '../harness/call-records.ts'
import type { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { entriesOf, idOf, textAt } from '../harness/reply.ts'
import { fieldsOf } from '../harness/reply.ts'
import type { TestServer } from '../harness/server.ts'
import type { Tenants } from './callers.ts'

/** Ids by the place of their parameter. */
export type Ids = ReadonlyMap<string, string>

const bodies: Readonly<Record<string, JsonObject>> = {
  blacklists: { name: 'Unwanted' },
  callflows: { numbers: ['100'] },
  conferences: { name: 'Weekly' },
  connectivity: { name: 'Trunks' },
  devices: { name: 'Desk' },
  directories: { name: 'Staff' },
  groups: { name: 'Sales', endpoints: {} },
  lists: { name: 'Callers' },
  media: { name: 'Hello' },
  menus: { name: 'Main' },
  multi_factor: {
    name: 'Codes',
    enabled: false,
    provider_name: 'duo',
    settings: {
      integration_key: 'DIXXXXXXXXXXXXXXXXXX',
      secret_key: 'k'.repeat(40),
      application_secret_key: 's'.repeat(40),
      api_hostname: 'api-x.duo.test',
    },
  },
  skels: { name: 'Bare' },
  temporal_rules: { name: 'Holiday', cycle: 'yearly', month: 1, days: [1] },
  temporal_rules_sets: { name: 'Holidays' },
  vmboxes: { name: 'Box', mailbox: '100' },
}

/** One document of each kind in the client's account; `user` is its own. */
export async function makeDocuments(server: TestServer, client: Client, user: Client): Promise<Ids> {
  const account = `/v2/accounts/${client.accountId}`
  const ids = new Map<string, string>()
  const keep = (path: string, id: string): void => void ids.set(`/accounts/{account_id}/${path}`, id)
  for (const [module, body] of Object.entries(bodies))
    keep(`${module}/{id}`, idOf(await client.put(`${account}/${module}`, body)))
  const of = (module: string): string =>
    `${account}/${module}/${String(ids.get(`/accounts/{account_id}/${module}/{id}`))}`
  keep('lists/{id}/entries/{entry_id}', idOf(await client.put(`${of('lists')}/entries`, { number: '1' })))
  const sound = { raw: 'sound', headers: { 'content-type': 'audio/mpeg' } }
  await client.post(`${of('media')}/raw`, undefined, sound)
  const message = await client.put(`${of('vmboxes')}/messages`, undefined, sound)
  keep('vmboxes/{id}/messages/{message_id}', textAt(fieldsOf(message), 'media_id'))
  keep('users/{id}', user.ownerId)
  keep('users/{user_id}', user.ownerId)
  await storeLegs(server, [leg(client.accountId, { call_id: client.accountId })])
  const range = `created_from=${String(noon - 3600)}&created_to=${String(noon + 3600)}`
  const [call] = entriesOf(await client.get(`${account}/cdrs?${range}`))
  for (const path of ['cdrs/{id}', 'cdrs/legs/{id}']) keep(path, textAt(call ?? {}, 'id'))
  await makeAttempts(server.running.edge.services.documents, client.accountId, keep)
  const alert = `a1e27${client.accountId.slice(5)}`
  const to = [{ type: client.accountId, value: 'all' }]
  await write(server.running.edge.services.documents, 'alerts', alert, 'alert', { title: 'Note', to })
  keep('alerts/{id}', alert)
  const link = await makeLink(server.running.edge.services.documents, user)
  ids.set('/auth/links/{id}', link)
  keep('auth/links/{id}', link)
  return ids
}

async function makeAttempts(
  documents: Documents,
  db: string,
  keep: (path: string, id: string) => void,
): Promise<void> {
  for (const [module, auth_type] of [
    ['security', 'credentials'],
    ['multi_factor', 'multi_factor'],
  ] as const) {
    const id = `202611-${db.slice(0, 31)}${module.slice(0, 1)}`
    await write(documents, db, id, 'login_attempt', { auth_type, status: 'failed' })
    keep(`${module}/attempts/{attempt_id}`, id)
  }
}

/** An identity that is linked to a user, who signed in with it long ago. */
async function makeLink(documents: Documents, { accountId, ownerId }: Client): Promise<string> {
  const id = `${accountId}-jo`
  const linked = { pvt_linked_account_id: accountId, pvt_linked_owner_id: ownerId }
  await write(documents, identitiesDb, id, identityType, { email: 'jo@provider.test' }, linked)
  return id
}

/** What the whole system has one of, and the ids of what belongs to no account. */
export async function makeSystemDocuments(
  server: TestServer,
  { superduper, admin, sibling }: Tenants,
): Promise<Ids> {
  const { documents, signIn } = server.running.edge.services
  await write(documents, systemAuthDb, 'the-app', 'auth_app', { name: 'App' })
  await write(
    documents,
    systemAuthDb,
    'the-provider',
    'provider',
    { name: 'P' },
    { pvt_provider_type: 'oauth' },
  )
  await write(documents, superduper.accountId, 'the-store-app', 'app', { name: 'console', published: true })
  await configure(server, 'metaflows', { binding_digit: '*' })
  for (const [client, domain] of [
    [admin, 'own.brand.test'],
    [sibling, 'sibling.brand.test'],
  ] as const)
    idOf(await client.put(`/v2/accounts/${client.accountId}/whitelabel`, { domain }))
  return new Map([
    ['the-key', (await signIn.signingKey()).id],
    ['/media/{id}', idOf(await superduper.put('/v2/media', { name: 'System' }))],
    ['/multi_factor/{id}', idOf(await superduper.put('/v2/multi_factor', bodies['multi_factor']))],
  ])
}

async function write(
  documents: Documents,
  db: string,
  id: string,
  type: string,
  body: JsonObject,
  hidden: JsonObject = {},
): Promise<void> {
  const written = await documents.writeOne({ change: 'create', db, id, type, body, hidden }, systemAuthor)
  if (failed(written)) throw new Error(`${type} ${id} cannot be written`)
}
