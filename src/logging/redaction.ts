/*
 * Secrets are not logged in the first place; this is the second line of defence,
 * for an object that is logged whole by mistake.
 */

/** Stands in for a secret. */
export const redacted = '[redacted]'

/** Keys whose values are never shown, in lower case with `_` between words. */
const secretKeys = new Set([
  'api_key',
  'auth_token',
  'authorization',
  'client_secret',
  'cookie',
  'credentials',
  'id_token',
  'jwt',
  'md5_auth',
  'oauth_token',
  'passwd',
  'password',
  'pin',
  'private_key',
  'proxy_authorization',
  'pvt_api_key',
  'pvt_cpaas_token',
  'pvt_md5_auth',
  'pvt_sha1_auth',
  'pvt_signature_secret',
  'recovery',
  'refresh_token',
  'reset_id',
  'secret',
  'set_cookie',
  'sha1_auth',
  'shared_token',
  'token',
  'x_auth_token',
])

/** Ends of keys that tell a secret too, such as `confirm_password` or `record_pin`. */
const secretEndings = ['_password', '_secret', '_pin', '_token', '_key_pem']

const deepest = 8

/**
 * Gives an object back with the values of telling keys replaced, at any depth up
 * to eight; what is deeper is left out. Objects of classes (errors, dates) are
 * kept as they are. An object without secrets comes back itself, not as a copy.
 */
export function redact(fields: Record<string, unknown>): Record<string, unknown> {
  return withoutSecrets(fields, 1)
}

function withoutSecrets(fields: Record<string, unknown>, depth: number): Record<string, unknown> {
  let copy: Map<string, unknown> | undefined
  for (const [key, value] of Object.entries(fields)) {
    const shown = isSecret(key) && value !== undefined ? redacted : shownAs(value, depth)
    if (shown === value) continue
    copy ??= new Map(Object.entries(fields))
    copy.set(key, shown)
  }
  return copy === undefined ? fields : Object.fromEntries(copy)
}

function shownAs(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return withoutQuerySecrets(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    if (depth >= deepest) return '[deeper]'
    const items: readonly unknown[] = value
    const shown = items.map((item) => shownAs(item, depth + 1))
    return shown.every((item, index) => item === items[index]) ? value : shown
  }
  if (!isPlain(value)) return value
  return depth >= deepest ? '[deeper]' : withoutSecrets(value, depth + 1)
}

function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** What is known of keys; bounded, since some come from clients. */
const judged = new Map<string, boolean>()
const mostJudged = 1_000

function isSecret(key: string): boolean {
  const known = judged.get(key)
  if (known !== undefined) return known
  const secret = tellsSecret(key)
  if (judged.size < mostJudged) judged.set(key, secret)
  return secret
}

function tellsSecret(key: string): boolean {
  const name = key.replaceAll('-', '_').toLowerCase()
  return secretKeys.has(name) || secretEndings.some((ending) => name.endsWith(ending))
}

/** A text without the values of telling keys: tokens and keys also travel in query strings of addresses. */
export function withoutQuerySecrets(text: string): string {
  if (!text.includes('=')) return text
  return text.replaceAll(/([?&])([\w-]+)=([^&#\s]+)/g, (whole, mark: string, key: string) =>
    isSecret(key) ? `${mark}${key}=${redacted}` : whole,
  )
}
