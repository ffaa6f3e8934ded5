import { randomBytes } from 'node:crypto'

/** A random password: 64 hex characters, 256 bits (auth-and-system.md, "Rules when a user is saved"). */
export function randomPassword(): string {
  return randomBytes(32).toString('hex')
}

/** A random username: `user_` and 16 hex characters. */
export function randomUsername(): string {
  return `user_${randomBytes(8).toString('hex')}`
}

/** A new API key: 64 hex characters (auth-and-system.md, "api_auth" 5). */
export function newApiKey(): string {
  return randomBytes(32).toString('hex')
}

/** A new `pvt_signature_secret` of a user or account: 32 hex characters. */
export function newSignatureSecret(): string {
  return randomBytes(16).toString('hex')
}
