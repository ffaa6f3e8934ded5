import type { Json } from '../json.ts'

/** A token as it was sent, and how. */
export interface TransportedToken {
  readonly kind: 'x-auth-token' | 'bearer' | 'basic'
  readonly value: string
}

/** Headers by lower-case name, as Node.js gives them. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Finds the token of a request; the first place that has one wins (core.md §25): header
 * `X-Auth-Token`, value `auth_token`, header `Authorization`, value `authorization`. `value`
 * looks a request value up in data, query string and envelope (core.md §6). An
 * authorization of another kind than Basic and Bearer counts as none; so does an empty one.
 */
export function locateToken(
  headers: Headers,
  value: (key: string) => Json | undefined,
): TransportedToken | undefined {
  const token = headerText(headers, 'x-auth-token') ?? text(value('auth_token'))
  if (token !== undefined) return { kind: 'x-auth-token', value: token }
  const authorization = headerText(headers, 'authorization') ?? text(value('authorization'))
  return authorization === undefined ? undefined : parseAuthorization(authorization)
}

function parseAuthorization(authorization: string): TransportedToken | undefined {
  const space = authorization.indexOf(' ')
  if (space < 0) return undefined
  const value = authorization.slice(space + 1).trim()
  if (value === '') return undefined
  // Names of schemes are case-insensitive (RFC 9110 §11.1).
  switch (authorization.slice(0, space).toLowerCase()) {
    case 'basic':
      return { kind: 'basic', value }
    case 'bearer':
      return { kind: 'bearer', value }
    default:
      return undefined
  }
}

function headerText(headers: Headers, name: string): string | undefined {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined
  return text(typeof value === 'object' ? value[0] : value)
}

function text(value: Json | undefined): string | undefined {
  if (typeof value !== 'string') return undefined
  const trimmed = value.trim()
  return trimmed === '' ? undefined : trimmed
}
