import { createHash, sign, verify } from 'node:crypto'
import { isJsonObject, type JsonObject } from '../json.ts'
import type { SigningKey } from './signing-keys.ts'

/** Longer texts are no tokens; it bounds the work that a hostile one causes. */
const longestToken = 16_384

const hashes: ReadonlyMap<string, string> = new Map([
  ['RS256', 'RSA-SHA256'],
  ['RS384', 'RSA-SHA384'],
  ['RS512', 'RSA-SHA512'],
])

/** Why a token is not valid, by the names that `/auth/tokeninfo` shows. */
export type TokenError =
  | 'invalid_jwt'
  | 'algorithm_not_supported'
  | 'invalid_jwt_signature'
  | 'token_expired'
  | 'token_revoked'
  | 'invalid_identity_signature'

/** A token whose signature is right and whose time has not run out. */
export interface SignedToken {
  readonly ok: true
  readonly claims: JsonObject
  /** Unix seconds; absent: never expires. */
  readonly expires?: number
  /** What the token is recognised by when revoked: SHA-256, hex, of what was signed. */
  readonly digest: string
}

/** A token that is of no use. */
export interface UselessToken {
  readonly ok: false
  readonly reason: 'expired' | 'revoked' | 'invalid'
  readonly error: TokenError
}

/**
 * Signs claims (RFC 7515, RS256; header in the order `alg`, `typ`, `kid`). The signature, some
 * milliseconds of work, is made off the main thread.
 */
export async function signToken(claims: JsonObject, key: SigningKey): Promise<string> {
  const header = { alg: 'RS256', typ: 'JWT', kid: key.id }
  const input = `${encode(header)}.${encode(claims)}`
  const signature = await new Promise<Buffer>((resolve, reject) => {
    sign('RSA-SHA256', Buffer.from(input), key.privateKey, (error, made) => {
      if (error) reject(error)
      else resolve(made)
    })
  })
  return `${input}.${signature.toString('base64url')}`
}

/**
 * Checks a token: form and algorithm, then signature, then expiry (`now` in unix seconds). Only
 * RSA algorithms and only our own key are considered, whatever the header asks for. Every
 * part must be in its one canonical encoding, so that a token cannot be written in two ways.
 */
export function checkToken(token: string, key: SigningKey, now: number): SignedToken | UselessToken {
  if (token.length > longestToken) return useless('invalid_jwt')
  const parts = token.split('.')
  const [head, body, tail] = parts
  if (parts.length !== 3 || head === undefined || body === undefined || tail === undefined)
    return useless('invalid_jwt')
  const header = decodeObject(head)
  const signature = decodeBytes(tail)
  if (!header || !signature) return useless('invalid_jwt')
  const alg = Object.hasOwn(header, 'alg') ? header['alg'] : undefined
  const hash = typeof alg === 'string' ? hashes.get(alg) : undefined
  if (hash === undefined) return useless('algorithm_not_supported')
  // Extensions that must be understood (RFC 7515 §4.1.11) are not; other keys than ours are not looked for.
  if (Object.hasOwn(header, 'crit') || header['kid'] !== key.id) return useless('invalid_jwt')
  const input = Buffer.from(`${head}.${body}`)
  if (!verify(hash, input, key.publicKey, signature)) return useless('invalid_jwt_signature')
  const claims = decodeObject(body)
  if (!claims) return useless('invalid_jwt')
  const expires = Object.hasOwn(claims, 'exp') ? claims['exp'] : undefined
  if (expires !== undefined && typeof expires !== 'number') return useless('invalid_jwt')
  if (expires !== undefined && expires <= now) return useless('token_expired')
  const digest = createHash('sha256').update(input).digest('hex')
  return { ok: true, claims, digest, ...(expires !== undefined && { expires }) }
}

/** The outcome that goes with a token error. */
export function useless(error: TokenError): UselessToken {
  const reason = error === 'token_expired' ? 'expired' : error === 'token_revoked' ? 'revoked' : 'invalid'
  return { ok: false, reason, error }
}

function encode(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function decodeBytes(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}

function decodeObject(text: string): JsonObject | undefined {
  const bytes = decodeBytes(text)
  if (!bytes) return undefined
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
