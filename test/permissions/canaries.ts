import { createHash } from 'node:crypto'
import type { Documents } from '../../src/documents/documents.ts'
import { failed } from '../../src/failures.ts'
import { isJsonObject, type Json, type JsonObject } from '../../src/json.ts'
import { registerApp } from '../../src/modules/auth/apps.ts'
import type { StoredDocument } from '../../src/store/port.ts'
import { Client, type Reply } from '../harness/client.ts'
import { fieldsOf, idOf, textAt } from '../harness/reply.ts'
import type { TestServer } from '../harness/server.ts'
import type { World } from './requests.ts'
import { callers, type Caller } from './table.ts'

/** An answer, and who got it for what. */
export interface Seen {
  readonly who: Caller
  /** `GET /v2/…`. */
  readonly request: string
  /** Headers and body. */
  readonly text: string
}

/** A client whose answers are kept. */
export class WatchedClient extends Client {
  readonly #who: Caller
  readonly #seen: Seen[]

  constructor(client: Client, who: Caller, seen: Seen[]) {
    super(client.url, client.token, client.accountId, client.ownerId)
    this.#who = who
    this.#seen = seen
  }

  override async request(...args: Parameters<Client['request']>): Promise<Reply> {
    const reply = await super.request(...args)
    const text = `${JSON.stringify([...reply.headers])}\n${reply.text}`
    this.#seen.push({ who: this.#who, request: `${args[0]} ${args[1]}`, text })
    return reply
  }
}

/** A secret that can be found again wherever it goes. */
export interface Canary {
  readonly name: string
  readonly text: string
}

/** Secrets that clients send. Those of telephones are short: a telephone has twelve keys. */
const sent = {
  'password of a user': 'canary-password-8f1c',
  'new password of a user': 'canary-password-5a77',
  'hot-desking PIN of a user': 'kqzjxw1',
  'SIP password of a device': 'canary-sip-3b90',
  'PIN of a voicemail box': 'kqzjx2',
  'PIN for recording in a menu': 'kqzjx3',
  'PIN of a conference': '902817465019283746501928374650',
  'PIN in a callflow': 'canary-disa-77d2',
  'password of a trunk': 'canary-trunk-09ab',
  'key of a second factor': 'canary-factor-key-0c3d4e5f60718293a4b5c6d7',
  'application key of a second factor': 'canary-factor-app-1d2e3f405162738495a6b7c8',
  'secret of an OAuth application': 'canary-oauth-62f0',
  'password of the mail server': 'canary-smtp-41ce',
} as const

/** Puts every secret a client can send where it belongs, in the account Own. Gives back all there are then. */
export async function plant(server: TestServer, world: World, admin: Client): Promise<readonly Canary[]> {
  const account = `/v2/accounts/${admin.accountId}`
  const put = async (path: string, data: JsonObject): Promise<string> =>
    idOf(await admin.put(`${account}/${path}`, data))
  const user = await put('users', {
    first_name: 'Ca',
    last_name: 'Nary',
    username: 'canary',
    password: sent['password of a user'],
    hotdesk: { pin: sent['hot-desking PIN of a user'] },
  })
  await admin.patch(`${account}/users/${user}`, { password: sent['new password of a user'] })
  const sip = { username: 'canary', password: sent['SIP password of a device'] }
  await put('devices', { name: 'Canary', owner_id: user, sip })
  await put('vmboxes', { name: 'Canary', mailbox: '900', pin: sent['PIN of a voicemail box'] })
  await put('menus', { name: 'Canary', record_pin: sent['PIN for recording in a menu'] })
  await put('conferences', { name: 'Canary', member: { pins: [sent['PIN of a conference']] } })
  const disa = { module: 'disa', data: { pin: sent['PIN in a callflow'] }, children: {} }
  await put('callflows', { numbers: ['900'], flow: disa })
  const trunk = { auth_method: 'password', auth_user: 'canary', auth_password: sent['password of a trunk'] }
  await put('connectivity', { name: 'Canary', servers: [{ auth: trunk }] })
  await put('multi_factor', {
    name: 'Canary',
    enabled: false,
    provider_name: 'duo',
    settings: {
      integration_key: 'DIXXXXXXXXXXXXXXXXXX',
      secret_key: sent['key of a second factor'],
      application_secret_key: sent['application key of a second factor'],
      api_hostname: 'api-x.duo.test',
    },
  })
  const { services } = server.running.edge
  const app = {
    id: 'the-secret-app',
    secret: sent['secret of an OAuth application'],
    provider: 'the-provider',
  }
  if (failed(await registerApp(services, { ...app, accountId: admin.accountId }))) throw new Error('no app')
  await world.tenants.superduper.put('/v2/system_configs/smtp_client', {
    default: { password: sent['password of the mail server'] },
  })
  const enrolment = fieldsOf(await admin.put(`${account}/multi_factor/enrolment`, {}))
  const key = fieldsOf(await admin.get(`${account}/api_key`))
  return [
    ...Object.entries(sent).map(([name, text]) => ({ name, text })),
    ...digests('canary', sent['password of a user']),
    ...digests('canary', sent['new password of a user']),
    { name: 'secret of one-time codes', text: textAt(enrolment, 'totp_secret') },
    { name: 'API key', text: textAt(key, 'api_key') },
    { name: 'private key', text: 'PRIVATE KEY' },
    { name: 'private field', text: '"pvt_' },
    ...callers.flatMap((who) => {
      const { token } = world.tenants[who]
      return token === undefined ? [] : [{ name: `token of ${who}`, text: token }]
    }),
    ...(await keptSecrets(services.documents)),
  ]
}

function digests(username: string, password: string): readonly Canary[] {
  return ['md5', 'sha1'].map((method) => ({
    name: `${method} digest of a password`,
    text: createHash(method).update(`${username}:${password}`).digest('hex'),
  }))
}

/** Names of private fields that hold secrets, sealed or as digests. */
const secretNames = /secret|sealed|key|token|password|md5|sha1/

/** What private fields of all documents of all kinds hold that nobody is to see. */
async function keptSecrets(documents: Documents): Promise<readonly Canary[]> {
  const found: Canary[] = []
  for (const document of await everyDocument(documents)) {
    const hidden = JSON.parse(document.hidden) as JsonObject
    for (const [name, value] of Object.entries(hidden))
      if (secretNames.test(name))
        for (const text of longTexts(value ?? null))
          found.push({ name: `${name} of a ${document.type}`, text })
  }
  return found
}

/** All documents of all databases. */
export async function everyDocument({ store }: Documents): Promise<readonly StoredDocument[]> {
  const all: StoredDocument[] = []
  for (;;) {
    const after = all.at(-1)
    const page = await store.documents({ limit: 500, ...(after && { after }) })
    if (page.length === 0) return all
    all.push(...page)
  }
}

/** Texts too long to be anywhere by chance. */
function longTexts(value: Json): readonly string[] {
  if (typeof value === 'string') return value.length >= 20 ? [value] : []
  if (Array.isArray(value)) return value.flatMap((each: Json) => longTexts(each))
  return isJsonObject(value) ? Object.values(value).flatMap((each) => longTexts(each ?? null)) : []
}
