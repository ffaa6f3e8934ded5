import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { SecretKey } from './secret-key.ts'

const version = 'v1'
const ivBytes = 12
const tagBytes = 16

/**
 * Encrypts a secret for a document: AES-256-GCM with a random nonce, written as
 * `v1.<base64url>`. `place` says where it belongs (such as `accounts/<id>/api_key`); it is
 * authenticated too, so that a sealed text moved to another place does not open there.
 */
export function sealText(secret: SecretKey, place: string, text: string): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', secret.key('sealing'), iv, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(place))
  const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `${version}.${sealed.toString('base64url')}`
}

/** Decrypts what `sealText` made for the same place; `undefined` for anything else. */
export function openText(secret: SecretKey, place: string, sealed: string): string | undefined {
  if (!sealed.startsWith(`${version}.`)) return undefined
  const bytes = Buffer.from(sealed.slice(version.length + 1), 'base64url')
  if (bytes.length < ivBytes + tagBytes) return undefined
  const iv = bytes.subarray(0, ivBytes)
  const decipher = createDecipheriv('aes-256-gcm', secret.key('sealing'), iv, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(place))
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes))
  try {
    const text = decipher.update(bytes.subarray(ivBytes, bytes.length - tagBytes))
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

/**
 * The value by which an account is found from its API key (auth-and-system.md, "api_auth"):
 * hex, keyed. API keys are random and long, so a fast hash is enough.
 */
export function apiKeyLookup(secret: SecretKey, apiKey: string): string {
  return createHmac('sha256', secret.key('api key look-up')).update(apiKey).digest('hex')
}
