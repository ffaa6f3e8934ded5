import assert from 'node:assert/strict'
import { failed } from '../failures.ts'
import type { JsonObject } from '../json.ts'
import type { AccountFacts, Auth, Authentication, Directory, UserFacts } from './auth.ts'
import { Authenticator } from './authenticator.ts'
import { Credentials, digestsOf, type CredentialFields } from './credentials.ts'
import type { TransportedToken } from './locate-token.ts'
import { LoginThrottle } from './login-throttle.ts'
import { Revocations } from './revocations.ts'
import { SecretKey } from './secret-key.ts'
import { SigningKeys, type SealedSigningKey } from './signing-keys.ts'
import { TokenCache } from './token-cache.ts'
import type { TokenRequest } from './token-claims.ts'
import { Tokens } from './tokens.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type Account = Mutable<AccountFacts>
type User = Mutable<UserFacts> & { fields: CredentialFields }

/** Accounts: master above acme above branch; their users: jo of acme, kim of branch. */
export const master = 'a'.repeat(32)
export const acme = 'b'.repeat(32)
export const branch = 'c'.repeat(32)
export const jo = 'd'.repeat(32)
export const kim = 'e'.repeat(32)

/** Unix seconds at the beginning of each test, and the same in Gregorian seconds. */
const unixStart = 1_900_000_000
export const gregorianStart = 64_067_219_200

/** What jo logs in with: username `jo`, password `secret`. */
export const joDigest = digestsOf('jo', 'secret')
/** The token jo gets. */
export const joLogin: TokenRequest = { accountId: acme, ownerId: jo, method: 'cb_user_auth', lifetime: 3600 }

const secret = new SecretKey(new Uint8Array(32).fill(7))
const credentials = new Credentials(secret, { cost: { logN: 4, r: 8, p: 1 } })
const joFields = await credentials.credentialsFor(acme, 'jo', 'secret')
let signingKey: SealedSigningKey | undefined
const keys = new SigningKeys(secret, {
  read: () => Promise.resolve(signingKey),
  write: (key) => Promise.resolve((signingKey = key)),
})

/** Accounts and users in memory, and an authenticator that looks them up. */
class World {
  now = unixStart
  basicAuthType = 'md5'
  readonly accounts = new Map<string, Account>()
  readonly users = new Map<string, User>()
  readonly bearerTokens = new Map<string, string>()
  /** Accounts reported as past their trial. */
  readonly expired: string[] = []
  readonly tokens: Tokens
  readonly authenticator: Authenticator

  constructor() {
    assert.ok(!failed(joFields))
    const facts = { enabled: true, superduper: false }
    const root = { ...facts, id: master, tree: [], superduper: true, signatureSecret: 'master secret' }
    this.accounts.set(master, root)
    this.accounts.set(acme, { ...facts, id: acme, tree: [master], signatureSecret: 'acme secret' })
    this.accounts.set(branch, {
      ...facts,
      id: branch,
      tree: [master, acme],
      signatureSecret: 'branch secret',
    })
    const user = { enabled: true, fields: {} }
    const admin = { ...user, id: jo, privLevel: 'admin', signatureSecret: 'jo secret', fields: joFields }
    this.users.set(`${acme}/${jo}`, admin)
    this.users.set(`${branch}/${kim}`, { ...user, id: kim, privLevel: 'user', signatureSecret: 'kim secret' })
    const now = () => this.now
    const nowhere = {
      load: () => Promise.resolve([]),
      add: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    }
    this.tokens = new Tokens({
      keys,
      revocations: new Revocations(nowhere, now),
      cache: new TokenCache(now),
      systemSecret: () => Promise.resolve('system'),
      now,
    })
    this.authenticator = new Authenticator({
      tokens: this.tokens,
      credentials,
      directory: this.#directory(),
      throttle: new LoginThrottle(now),
      now,
      plainUsersMayActAs: () => false,
      onExpiredAccount: (id) => this.expired.push(id),
    })
  }

  #directory(): Directory {
    return {
      account: (id) => Promise.resolve(this.accounts.get(id)),
      user: (accountId, id) => Promise.resolve(this.users.get(`${accountId}/${id}`)),
      deviceSecret: (_accountId, id) => Promise.resolve(id === 'phone' ? 'phone secret' : undefined),
      usersByCredentials: (accountId, wanted) =>
        Promise.resolve(
          [...this.users]
            .filter(([key]) => key.startsWith(`${accountId}/`))
            .map(([, user]) => user)
            .filter(({ fields }) => Object.values(fields).some((stored: string) => wanted.includes(stored))),
        ),
      basicAuthType: () => Promise.resolve(this.basicAuthType),
      bearerToken: (id) => Promise.resolve(this.bearerTokens.get(id)),
    }
  }
}

/** The world of the running test. */
export let world = new World()

/** Puts everything back to how it was, for the next test. */
export function renewWorld(): void {
  world = new World()
}

/** An account of the world, to be changed. */
export function account(id: string): Account {
  const found = world.accounts.get(id)
  assert.ok(found)
  return found
}

/** A user of the world, to be changed. */
export function user(accountId: string, id: string): User {
  const found = world.users.get(`${accountId}/${id}`)
  assert.ok(found)
  return found
}

/** Makes a request with a token. */
export function ask(value: string, kind: TransportedToken['kind'] = 'x-auth-token', asserted?: string) {
  return world.authenticator.authenticate({
    token: { kind, value },
    clientIp: '192.0.2.1',
    ...(asserted !== undefined && { assertedAccountId: asserted }),
  })
}

/** Makes a request with Basic authentication. */
export function basic(text: string): Promise<Authentication> {
  return ask(Buffer.from(text).toString('base64'), 'basic')
}

/** Who a request was authenticated as. */
export function authOf(authentication: Authentication): Auth {
  assert.ok(authentication.outcome === 'authenticated')
  return authentication.auth
}

/** How a request was refused. */
export function refusal(authentication: Authentication): JsonObject {
  assert.ok(authentication.outcome === 'refused')
  return { ...authentication.failure.detail }
}
