import type { CredentialFields } from '../../auth/credentials.ts'
import { newSignatureSecret, randomPassword, randomUsername } from '../../auth/passwords.ts'
import type { DocumentFacts } from '../../documents/document.ts'
import { failed, type Failure, type ValidationErrors } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { Services } from '../declaration/services.ts'
import { textAt } from './fields.ts'

/** What becomes of a user's credentials. */
export interface CredentialPlan {
  /** A name that was made up because the request has only a password. */
  readonly username?: string
  /** The password in the clear, for the mail that welcomes the user; it is never kept. */
  readonly password?: string
  /** Private fields to set; `undefined` removes one. */
  readonly hidden: JsonObject
  readonly errors?: ValidationErrors
}

/** Both recognised forms removed. */
const none: JsonObject = { pvt_md5_auth_key: undefined, pvt_sha1_auth_key: undefined }

/**
 * Credentials of a user about to be saved (accounts-and-pbx.md, "users" 6; auth-and-system.md, "Rules
 * when a user is saved"). `body` still has `password` and `credentials`; `existing` is the stored user.
 * Different credentials give a new signature secret, which voids all tokens of the user.
 */
export async function planCredentials(
  services: Pick<Services, 'config' | 'signIn'>,
  accountId: string,
  body: JsonObject,
  existing?: DocumentFacts,
): Promise<CredentialPlan | Failure> {
  const wanted = wantedCredentials(services, body, existing)
  if (wanted.errors) return { hidden: {}, errors: wanted.errors }
  if (wanted.keep === true) return { hidden: withSecret(services, {}, existing) }
  const fields = await fieldsOf(services, accountId, wanted)
  if (failed(fields)) return fields
  return {
    ...(wanted.generatedUsername !== undefined && { username: wanted.generatedUsername }),
    ...(wanted.password !== undefined && { password: wanted.password }),
    hidden: withSecret(services, { ...none, ...fields }, existing),
  }
}

interface Wanted {
  readonly username?: string | undefined
  readonly password?: string | undefined
  /** MD5 digest taken over from another system. */
  readonly digest?: string | undefined
  /** The username, where it is made up. */
  readonly generatedUsername?: string
  readonly keep?: boolean
  readonly errors?: ValidationErrors
}

function wantedCredentials(
  { config }: Pick<Services, 'config'>,
  body: JsonObject,
  existing?: DocumentFacts,
): Wanted {
  const username = textAt(body, 'username')
  const password = textAt(body, 'password')
  const digest = textAt(body, 'credentials')
  const makesUsernames = config.flag('crossbar.users', 'generate_username_if_empty', true)
  const makesPasswords = config.flag('crossbar.users', 'generate_password_if_empty', false)
  if (username !== undefined && password !== undefined) return { username, password }
  if (username !== undefined) {
    if (digest !== undefined) return digestWanted(username, digest)
    if (existing && textAt(existing.body, 'username') === username) return { keep: true }
    return makesPasswords ? { username, password: randomPassword() } : { errors: passwordRequired(username) }
  }
  if (password !== undefined) return makesUsernames ? madeUp(password) : { errors: usernameRequired }
  return makesUsernames && makesPasswords ? madeUp(randomPassword()) : {}
}

function madeUp(password: string): Wanted {
  const username = randomUsername()
  return { username, password, generatedUsername: username }
}

/** A digest that is none could never be logged in with. */
function digestWanted(username: string, digest: string): Wanted {
  if (/^[0-9a-f]{32}$/.test(digest)) return { username, digest }
  const message = 'Credentials are the MD5 of username:password, in lower-case hex'
  return { errors: { credentials: { invalid: { message } } } }
}

async function fieldsOf(
  { signIn }: Pick<Services, 'signIn'>,
  accountId: string,
  { username, password, digest }: Wanted,
): Promise<CredentialFields | Failure> {
  if (username === undefined) return {}
  return password === undefined
    ? signIn.credentials.credentialsFromDigest(accountId, digest, undefined)
    : signIn.credentials.credentialsFor(accountId, username, password)
}

/** Adds a signature secret where there is none, or where the credentials become different ones. */
function withSecret(
  { config }: Pick<Services, 'config'>,
  hidden: JsonObject,
  existing?: DocumentFacts,
): JsonObject {
  const resets = config.flag('crossbar.users', 'reset_identity_secret_on_rehash', true)
  const differs = Object.entries(hidden).some(([key, value]) => existing?.hidden[key] !== value)
  const has = typeof existing?.hidden['pvt_signature_secret'] === 'string'
  return has && !(resets && differs) ? hidden : { ...hidden, pvt_signature_secret: newSignatureSecret() }
}

function passwordRequired(username: string): ValidationErrors {
  const message = 'A new username needs a password with it'
  return { password: { required: { message, cause: username } } }
}

const usernameRequired: ValidationErrors = {
  username: { required: { message: 'A new password needs a username with it' } },
}
