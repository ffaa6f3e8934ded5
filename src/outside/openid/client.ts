import { LRUCache } from 'lru-cache'
import { toText } from '../../documents/coercion.ts'
import type { JsonObject } from '../../json.ts'
import { fetchJson, isSafeAddress } from './fetch-json.ts'
import { ProviderKeys, verifyIdToken } from './id-token.ts'
import {
  isRefusal,
  type CodeExchange,
  type ExpectedToken,
  type OpenId,
  type ProviderAddresses,
  type ProviderRefusal,
  type ProviderTokens,
} from './port.ts'

/** How long a provider's configuration is taken for granted, in milliseconds. */
const configurationMs = 600_000

/** Speaks with providers over HTTPS. */
export class OpenIdClient implements OpenId {
  readonly #configurations = new LRUCache<string, JsonObject>({ max: 100, ttl: configurationMs })
  readonly #keys: ProviderKeys

  /** `cooldownMs`: so long after fetching a provider's keys they are not fetched again. */
  constructor(cooldownMs: () => number) {
    this.#keys = new ProviderKeys(cooldownMs)
  }

  async authorizationUrl(
    provider: ProviderAddresses,
    parameters: Readonly<Record<string, string>>,
  ): Promise<string | ProviderRefusal> {
    const url = await this.#address(provider, 'authorization_endpoint')
    if (isRefusal(url)) return url
    if (!isSafeAddress(url)) return { refused: 'the provider has no page to sign in at' }
    const address = new URL(url)
    for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value)
    return address.href
  }

  async exchange(
    provider: ProviderAddresses,
    { clientId, clientSecret, code, redirectUri, codeVerifier }: CodeExchange,
  ): Promise<ProviderTokens | ProviderRefusal> {
    const url = provider.tokenUrl ?? (await this.#address(provider, 'token_endpoint'))
    if (isRefusal(url)) return url
    const answer = await fetchJson(url, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uri: redirectUri,
        ...(codeVerifier !== undefined && { code_verifier: codeVerifier }),
      }),
    })
    if (isRefusal(answer)) return answer
    const accessToken = toText(answer['access_token'])
    if (accessToken === undefined || accessToken === '') return { refused: 'no token for this code' }
    const idToken = toText(answer['id_token'])
    const refreshToken = toText(answer['refresh_token'])
    const scope = toText(answer['scope'])
    return {
      accessToken,
      tokenType: toText(answer['token_type']) ?? 'Bearer',
      ...(idToken !== undefined && { idToken }),
      ...(refreshToken !== undefined && { refreshToken }),
      ...(scope !== undefined && { scope }),
    }
  }

  async verify(
    provider: ProviderAddresses,
    idToken: string,
    expected: ExpectedToken,
  ): Promise<JsonObject | ProviderRefusal> {
    const configuration = await this.#configuration(provider)
    if (isRefusal(configuration)) return configuration
    const keysUrl = toText(configuration['jwks_uri'])
    if (keysUrl === undefined) return { refused: 'the provider does not tell its keys' }
    const keys = this.#keys.at(keysUrl)
    if (isRefusal(keys)) return keys
    const issuer = toText(configuration['issuer'])
    const issuers = [...(issuer === undefined ? [] : [issuer]), ...provider.issuers]
    if (issuers.length === 0) return { refused: 'the provider does not tell its name' }
    return await verifyIdToken(idToken, keys, issuers, expected)
  }

  async profile(
    provider: ProviderAddresses,
    { accessToken, tokenType }: ProviderTokens,
  ): Promise<JsonObject | ProviderRefusal | undefined> {
    const url = provider.profileUrl ?? (await this.#address(provider, 'userinfo_endpoint'))
    if (isRefusal(url)) return undefined
    return await fetchJson(url, {
      headers: { accept: 'application/json', authorization: `${tokenType} ${accessToken}` },
    })
  }

  async #address(provider: ProviderAddresses, name: string): Promise<string | ProviderRefusal> {
    const configuration = await this.#configuration(provider)
    if (isRefusal(configuration)) return configuration
    return toText(configuration[name]) ?? { refused: `the provider has no ${name}` }
  }

  async #configuration({ discovery }: ProviderAddresses): Promise<JsonObject | ProviderRefusal> {
    if (discovery === undefined) return { refused: 'the provider has no configuration to discover' }
    const known = this.#configurations.get(discovery)
    if (known) return known
    const found = await fetchJson(discovery)
    if (!isRefusal(found)) this.#configurations.set(discovery, found)
    return found
  }
}
