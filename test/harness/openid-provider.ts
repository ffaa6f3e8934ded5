import { createHash, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { exportJWK, SignJWT, type JWTPayload } from 'jose'

/** How the ID tokens to come differ from what they should be. */
export interface Misbehaviour {
  readonly claims?: JWTPayload
  /** Signs a token its own way. */
  readonly sign?: (claims: JWTPayload, provider: OpenIdProvider) => string | Promise<string>
  /** No ID token at all. */
  readonly silent?: boolean
  /** What the profile says besides. */
  readonly profile?: JWTPayload
}

interface Key {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

interface Code {
  readonly redirectUri: string
  readonly nonce: string | undefined
  readonly challenge: string | undefined
}

/** An OpenID Connect provider on loopback that signs real tokens: authorization code flow with PKCE, JWKS, userinfo. */
export class OpenIdProvider {
  readonly clientId = 'our client'
  readonly clientSecret = 'canary of the client secret'
  misbehaviour: Misbehaviour = {}
  subject = 'jo'
  /** How often the keys were fetched. */
  keysFetched = 0
  /** The form of the last exchange of a code. */
  lastExchange = new URLSearchParams()
  #key = newKey()
  readonly #codes = new Map<string, Code>()
  readonly #server = createServer((request, response) => void this.#answer(request, response))

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
  }

  get issuer(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`
  }

  get key(): Key {
    return this.#key
  }

  /** From now on another key is used, and the one before is not told any more. */
  rotate(): void {
    this.#key = newKey()
  }

  /** The user signs in and agrees: the code that the browser brings back. */
  agree(authorizationUrl: string): { readonly code: string; readonly state: string | null } {
    const { searchParams } = new URL(authorizationUrl)
    if (searchParams.get('client_id') !== this.clientId) throw new Error('another client')
    if (searchParams.get('response_type') !== 'code') throw new Error('another flow')
    return {
      code: this.newCode(searchParams.get('redirect_uri') ?? '', {
        nonce: searchParams.get('nonce') ?? undefined,
        challenge: searchParams.get('code_challenge') ?? undefined,
      }),
      state: searchParams.get('state'),
    }
  }

  /** A code as a client gets it that asked for one by itself. */
  newCode(
    redirectUri: string,
    more: { nonce?: string | undefined; challenge?: string | undefined } = {},
  ): string {
    const code = randomBytes(8).toString('hex')
    this.#codes.set(code, { redirectUri, nonce: more.nonce, challenge: more.challenge })
    return code
  }

  /** An ID token of the subject. */
  async idToken(nonce?: string): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const claims: JWTPayload = {
      iss: this.issuer,
      aud: this.clientId,
      sub: this.subject,
      iat: now,
      exp: now + 300,
      ...(nonce !== undefined && { nonce }),
      ...this.misbehaviour.claims,
    }
    return this.misbehaviour.sign ? await this.misbehaviour.sign(claims, this) : await this.signed(claims)
  }

  /** Claims signed as they should be. */
  async signed(
    claims: JWTPayload,
    { kid, privateKey }: Pick<Key, 'kid' | 'privateKey'> = this.#key,
  ): Promise<string> {
    return await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(privateKey)
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await this.#reply(request)
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer.body))
  }

  async #reply(request: IncomingMessage): Promise<{ readonly status?: number; readonly body: unknown }> {
    switch (request.url) {
      case '/.well-known/openid-configuration':
        return {
          body: {
            issuer: this.issuer,
            authorization_endpoint: `${this.issuer}/authorize`,
            token_endpoint: `${this.issuer}/token`,
            userinfo_endpoint: `${this.issuer}/userinfo`,
            jwks_uri: `${this.issuer}/keys`,
          },
        }
      case '/keys': {
        this.keysFetched += 1
        const { kid, publicKey } = this.#key
        return { body: { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }] } }
      }
      case '/token':
        return await this.#exchange(new URLSearchParams(await text(request)))
      case '/userinfo':
        return request.headers.authorization === 'Bearer access canary'
          ? {
              body: {
                sub: this.subject,
                name: 'Jo Doe',
                email: 'jo@provider.test',
                email_verified: true,
                ...this.misbehaviour.profile,
              },
            }
          : { status: 401, body: { error: 'invalid_token' } }
      default:
        return { status: 404, body: {} }
    }
  }

  async #exchange(form: URLSearchParams): Promise<{ readonly status?: number; readonly body: unknown }> {
    this.lastExchange = form
    const refused = { status: 400, body: { error: 'invalid_grant' } }
    const sent = form.get('code') ?? ''
    const code = this.#codes.get(sent)
    this.#codes.delete(sent)
    if (!code || form.get('grant_type') !== 'authorization_code') return refused
    if (form.get('client_id') !== this.clientId || form.get('client_secret') !== this.clientSecret)
      return refused
    if (form.get('redirect_uri') !== code.redirectUri) return refused
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (code.challenge !== undefined && code.challenge !== challenge) return refused
    return {
      body: {
        access_token: 'access canary',
        token_type: 'Bearer',
        refresh_token: 'refresh canary',
        scope: 'openid email',
        ...(this.misbehaviour.silent !== true && { id_token: await this.idToken(code.nonce) }),
      },
    }
  }
}

/** A new key pair, as providers have them. */
export function newKey(): Key {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { kid: randomBytes(4).toString('hex'), privateKey, publicKey }
}
