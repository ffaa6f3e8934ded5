import { createHash, randomBytes } from 'node:crypto'
import { toText } from '../../documents/coercion.ts'
import { isJsonObject } from '../../json.ts'
import type { Services } from '../declaration/services.ts'
import { useOnce } from '../sign-in/used-once.ts'

/** A request to a provider that began here, as the client carries it, sealed, in the parameter `state`. */
export interface OpenRequest {
  readonly provider: string
  readonly clientId: string
  readonly redirectUri: string
  /** Comes back in the ID token. */
  readonly nonce: string
  /** RFC 7636 §4.1. */
  readonly codeVerifier: string
}

/** Seconds a user has to sign in at the provider. */
const lifetime = 600
const place = 'auth state'

/** A new request, and the state that remembers it. */
export function openRequest(
  { signIn }: Pick<Services, 'signIn'>,
  where: Pick<OpenRequest, 'provider' | 'clientId' | 'redirectUri'>,
): { readonly request: OpenRequest; readonly state: string } {
  const request = {
    ...where,
    nonce: randomBytes(16).toString('base64url'),
    codeVerifier: randomBytes(32).toString('base64url'),
  }
  const until = Math.floor(Date.now() / 1000) + lifetime
  return { request, state: signIn.seal(place, JSON.stringify({ ...request, until })) }
}

/** RFC 7636 §4.2, `S256`. */
export function codeChallenge({ codeVerifier }: OpenRequest): string {
  return createHash('sha256').update(codeVerifier).digest('base64url')
}

/**
 * The request a state remembers, once and in time; `undefined` for a state that is not ours, `used` for one that was
 * brought before or is too old.
 */
export async function requestOf(
  services: Pick<Services, 'signIn' | 'documents'>,
  state: string,
): Promise<OpenRequest | 'used' | undefined> {
  const text = services.signIn.unseal(place, state)
  const kept: unknown = text === undefined ? undefined : JSON.parse(text)
  if (!isJsonObject(kept)) return undefined
  const [provider, clientId, redirectUri, nonce, codeVerifier] = [
    'provider',
    'clientId',
    'redirectUri',
    'nonce',
    'codeVerifier',
  ].map((name) => toText(kept[name]) ?? '')
  if (Number(kept['until']) < Date.now() / 1000) return 'used'
  if (!nonce || !codeVerifier || !(await useOnce(services, place, nonce, lifetime))) return 'used'
  return {
    provider: provider ?? '',
    clientId: clientId ?? '',
    redirectUri: redirectUri ?? '',
    nonce,
    codeVerifier,
  }
}
