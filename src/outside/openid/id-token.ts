import { createRemoteJWKSet, decodeJwt, errors, jwtVerify, type JWTVerifyGetKey } from 'jose'
import type { JsonObject } from '../../json.ts'
import { isSafeAddress, patienceMs } from './fetch-json.ts'
import type { ExpectedToken, ProviderRefusal } from './port.ts'

/**
 * Signatures that are accepted: those of key pairs only. With `HS256` a provider's public key could be passed off as
 * a shared secret, and `none` is none (RFC 8725 §2.1, §3.1).
 */
const algorithms = [
  'RS256', 'RS384', 'RS512',
  'PS256', 'PS384', 'PS512',
  'ES256', 'ES384', 'ES512',
  'EdDSA', 'Ed25519',
] // prettier-ignore

/** Seconds by which a provider's clock may be off. */
const clockTolerance = 60

/** The keys of providers, fetched when first needed and again when a token names one that is not among them. */
export class ProviderKeys {
  readonly #cooldownMs: () => number
  readonly #sets = new Map<string, { readonly cooldownMs: number; readonly keys: JWTVerifyGetKey }>()

  /** `cooldownMs`: after fetching the keys, so long no unknown key makes them be fetched again. */
  constructor(cooldownMs: () => number) {
    this.#cooldownMs = cooldownMs
  }

  /** The keys at an address. */
  at(url: string): JWTVerifyGetKey | ProviderRefusal {
    if (!isSafeAddress(url)) return { refused: `the keys at ${url} are not at an https address` }
    const cooldownMs = this.#cooldownMs()
    const known = this.#sets.get(url)
    if (known?.cooldownMs === cooldownMs) return known.keys
    const keys = createRemoteJWKSet(new URL(url), {
      cooldownDuration: cooldownMs,
      timeoutDuration: patienceMs,
    })
    this.#sets.set(url, { cooldownMs, keys })
    return keys
  }
}

/** Checks an ID token (OpenID Connect Core 1.0 §3.1.3.7): signature, issuer, audience, times, nonce. */
export async function verifyIdToken(
  idToken: string,
  keys: JWTVerifyGetKey,
  issuers: readonly string[],
  { clientId, nonce }: ExpectedToken,
): Promise<JsonObject | ProviderRefusal> {
  try {
    const { payload } = await jwtVerify(idToken, keys, {
      algorithms,
      issuer: issuersFor(idToken, issuers),
      audience: clientId,
      clockTolerance,
      requiredClaims: ['iss', 'aud', 'exp', 'iat', 'sub'],
    })
    const others = Array.isArray(payload.aud) && payload.aud.length > 1
    if ((others || payload['azp'] !== undefined) && payload['azp'] !== clientId)
      return { refused: 'the ID token was made for another client' }
    if (nonce !== undefined && payload['nonce'] !== nonce)
      return { refused: 'the ID token does not answer this request (nonce)' }
    return JSON.parse(JSON.stringify(payload)) as JsonObject
  } catch (error) {
    const reason = error instanceof errors.JOSEError ? `${error.code}: ${error.message}` : 'not a token'
    return { refused: `the ID token is not valid (${reason})` }
  }
}

/**
 * Providers with many tenants name an issuer for each, as their configuration tells by a placeholder; the token says
 * which it is. Whether that is right, the signature decides.
 */
function issuersFor(idToken: string, issuers: readonly string[]): string[] {
  const { tid } = decodeJwt(idToken)
  const tenant = typeof tid === 'string' && /^[0-9a-fA-F-]{36}$/.test(tid) ? tid : undefined
  return issuers.flatMap((issuer) => {
    if (!issuer.includes('{tenantid}')) return [issuer]
    return tenant === undefined ? [] : [issuer.replace('{tenantid}', tenant)]
  })
}
