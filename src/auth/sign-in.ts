import { apiKeyFields } from './api-key-fields.ts'
import type { Auth, Directory } from './auth.ts'
import type { CallerCache } from './caller-cache.ts'
import type { Credentials } from './credentials.ts'
import type { LoginThrottle } from './login-throttle.ts'
import { apiKeyLookup, openText, sealText } from './sealed-text.ts'
import type { SecretKey } from './secret-key.ts'
import type { TokenRequest } from './token-claims.ts'
import { inspectToken, type Inspection } from './token-inspection.ts'
import type { Tokens } from './tokens.ts'

/** What `SignIn` works with. */
export interface SignInParts {
  readonly secret: SecretKey
  readonly tokens: Tokens
  readonly credentials: Credentials
  readonly throttle: LoginThrottle
  readonly directory: Directory
  readonly callers: CallerCache
}

/** What modules need to let people in: credentials, tokens and API keys. */
export class SignIn {
  readonly #parts: SignInParts

  constructor(parts: SignInParts) {
    this.#parts = parts
  }

  get credentials(): Credentials {
    return this.#parts.credentials
  }

  get throttle(): LoginThrottle {
    return this.#parts.throttle
  }

  get directory(): Directory {
    return this.#parts.directory
  }

  /**
   * A token for a user, or for an account itself. The user or account must have its
   * `pvt_signature_secret` already: both get one when they are created.
   */
  async issue(request: TokenRequest & { readonly accountId: string }): Promise<string> {
    const { directory, tokens } = this.#parts
    const holder =
      request.ownerId === undefined
        ? await directory.account(request.accountId)
        : await directory.user(request.accountId, request.ownerId)
    return tokens.issue(request, holder?.signatureSecret)
  }

  /** A token of an identity that belongs to no account: it is good for nothing but telling who it is of. */
  async issueUnlinked(request: Omit<TokenRequest, 'accountId' | 'ownerId' | 'as'>): Promise<string> {
    return await this.#parts.tokens.issue(request, undefined)
  }

  /** What a token says, or why it is of no use. */
  inspect(token: string): Promise<Inspection> {
    return inspectToken(this.#parts.tokens, this.#parts.directory, token)
  }

  /** Id and public part, PEM (PKCS#1), of the key that tokens are signed with. */
  async signingKey(): Promise<{ readonly id: string; readonly publicPem: string }> {
    return await this.#parts.tokens.signingKey()
  }

  /** Replaces the key that tokens are signed with: all tokens end. */
  async replaceSigningKey(): Promise<void> {
    await this.#parts.tokens.replaceSigningKey()
    this.#parts.callers.clear()
  }

  /** Ends a token before its time, here at once and everywhere when this resolves. */
  async revoke(auth: Auth): Promise<void> {
    const { callers, directory, tokens } = this.#parts
    // What was sent may be the id of a bearer token: it is the token behind it that has to end.
    const isId = auth.tokenKind === 'bearer' && !auth.token.includes('.')
    const token = isId ? await directory.bearerToken(auth.token) : auth.token
    if (token !== undefined) await tokens.revoke(token)
    callers.drop(auth.token, token)
  }

  /** The private fields that keep an account's API key: sealed to be shown again, and keyed to be found by. */
  apiKeyFields(accountId: string, apiKey: string): { pvt_api_key: string; pvt_api_key_lookup: string } {
    return apiKeyFields(this.#parts.secret, accountId, apiKey)
  }

  /** What an account is found by whose API key a client sent. */
  apiKeyLookup(apiKey: string): string {
    return apiKeyLookup(this.#parts.secret, apiKey)
  }

  /** Encrypts a secret that has to be kept; it opens only for the same place, such as `mail`. */
  seal(place: string, text: string): string {
    return sealText(this.#parts.secret, place, text)
  }

  /** What `seal` encrypted for the place; `undefined` when it was sealed with another secret. */
  unseal(place: string, sealed: string): string | undefined {
    return openText(this.#parts.secret, place, sealed)
  }

  /** The API key kept in `pvt_api_key`; `undefined` when it was sealed with another secret. */
  openApiKey(accountId: string, sealed: string): string | undefined {
    return openText(this.#parts.secret, `api_key ${accountId}`, sealed)
  }
}
