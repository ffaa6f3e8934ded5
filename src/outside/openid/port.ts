import type { JsonObject } from '../../json.ts'

/** Where a provider of identities is reached, as configured. */
export interface ProviderAddresses {
  /** Its OpenID configuration (OpenID Connect Discovery 1.0 §4). */
  readonly discovery?: string
  /** Where codes are exchanged, if not where the configuration says. */
  readonly tokenUrl?: string
  /** Where the user's profile is, if not where the configuration says. */
  readonly profileUrl?: string
  /** Issuers besides the one the configuration names. */
  readonly issuers: readonly string[]
}

/** The client that a provider knows us as. */
export interface ClientIdentity {
  readonly clientId: string
  readonly clientSecret: string
}

/** What a code is exchanged with. */
export interface CodeExchange extends ClientIdentity {
  readonly code: string
  readonly redirectUri: string
  /** RFC 7636. */
  readonly codeVerifier?: string
}

/** What a provider gave for a code (RFC 6749 §5.1). */
export interface ProviderTokens {
  readonly accessToken: string
  readonly tokenType: string
  readonly idToken?: string
  readonly refreshToken?: string
  readonly scope?: string
}

/** What an ID token has to be besides signed and in time. */
export interface ExpectedToken {
  readonly clientId: string
  /** The `nonce` that was sent with the request; absent: any. */
  readonly nonce?: string
}

/** Why a provider or what it vouches for was of no use; for the log, not for clients. */
export interface ProviderRefusal {
  readonly refused: string
}

/** Speaks with providers of identities (OAuth 2.0, OpenID Connect). */
export interface OpenId {
  /** Where to send a browser (OpenID Connect Core 1.0 §3.1.2.1). */
  authorizationUrl(
    provider: ProviderAddresses,
    parameters: Readonly<Record<string, string>>,
  ): Promise<string | ProviderRefusal>
  /** Exchanges a code for tokens (§3.1.3.1). */
  exchange(provider: ProviderAddresses, exchange: CodeExchange): Promise<ProviderTokens | ProviderRefusal>
  /** Checks an ID token (§3.1.3.7) and gives back its claims. */
  verify(
    provider: ProviderAddresses,
    idToken: string,
    expected: ExpectedToken,
  ): Promise<JsonObject | ProviderRefusal>
  /** The user's profile; `undefined` where the provider has none to give. */
  profile(
    provider: ProviderAddresses,
    tokens: ProviderTokens,
  ): Promise<JsonObject | ProviderRefusal | undefined>
}

/** Tells a refusal from what was asked for. */
export function isRefusal(value: unknown): value is ProviderRefusal {
  return (
    typeof value === 'object' && value !== null && 'refused' in value && typeof value.refused === 'string'
  )
}
