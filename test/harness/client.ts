import { createHash } from 'node:crypto'
import type { Json, JsonObject } from '../../src/json.ts'
import { isJsonObject } from '../../src/json.ts'

/** Password of the users that clients make. */
export const userPassword = 'pass word 1'

/** An answer as a client sees it. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  /** The envelope; `{}` when the body is not a JSON object. */
  readonly body: JsonObject
  /** `data` of the envelope. */
  readonly data: Json | undefined
  readonly bytes: Buffer
  readonly text: string
}

/** What a request may carry besides `data`. */
export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** Raw body instead of an envelope. */
  readonly raw?: string | Buffer
  /** Further envelope keys. */
  readonly envelope?: JsonObject
}

/** A client of the API, over real HTTP, as a script would use it. */
export class Client {
  readonly url: string
  readonly token: string | undefined
  /** Account and user of the token; empty before signing in. */
  readonly accountId: string
  readonly ownerId: string

  constructor(url: string, token?: string, accountId = '', ownerId = '') {
    this.url = url
    this.token = token
    this.accountId = accountId
    this.ownerId = ownerId
  }

  /** Signs in with user name and password; `account` names the account (`account_name` or `account_realm`). */
  async signIn(username: string, password: string, account: JsonObject): Promise<Client> {
    const credentials = createHash('md5').update(`${username.toLowerCase()}:${password}`).digest('hex')
    const reply = await this.put('/v2/user_auth', { credentials, ...account })
    const token = reply.body['auth_token']
    if (reply.status !== 201 || typeof token !== 'string') throw new Error(`sign-in failed: ${reply.text}`)
    const data = isJsonObject(reply.data) ? reply.data : {}
    return new Client(this.url, token, String(data['account_id']), String(data['owner_id'] ?? ''))
  }

  /** The same server without a token. */
  anonymous(): Client {
    return new Client(this.url)
  }

  get(path: string, options: RequestOptions = {}): Promise<Reply> {
    return this.request('GET', path, undefined, options)
  }

  put(path: string, data?: Json, options: RequestOptions = {}): Promise<Reply> {
    return this.request('PUT', path, data, options)
  }

  post(path: string, data?: Json, options: RequestOptions = {}): Promise<Reply> {
    return this.request('POST', path, data, options)
  }

  patch(path: string, data?: Json, options: RequestOptions = {}): Promise<Reply> {
    return this.request('PATCH', path, data, options)
  }

  delete(path: string, data?: Json, options: RequestOptions = {}): Promise<Reply> {
    return this.request('DELETE', path, data, options)
  }

  /** Sends any request; `data` goes into an envelope. */
  async request(
    method: string,
    path: string,
    data: Json | undefined,
    options: RequestOptions,
  ): Promise<Reply> {
    const enveloped = data !== undefined || options.envelope
    const body =
      options.raw ??
      (enveloped ? JSON.stringify({ ...(data !== undefined && { data }), ...options.envelope }) : undefined)
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.token !== undefined && { 'x-auth-token': this.token }),
        ...(options.raw === undefined && body !== undefined && { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    const text = bytes.toString('utf8')
    const parsed = parse(text)
    return {
      status: response.status,
      headers: response.headers,
      body: parsed,
      data: parsed['data'],
      bytes,
      text,
    }
  }

  /** Creates a sub-account with an admin user and gives back a client signed in as that user. */
  async subAccount(name: string, parent: string = this.accountId): Promise<Client> {
    const realm = `${name.toLowerCase().replace(/[^a-z0-9]/g, '')}.test`
    const account = await this.put(`/v2/accounts/${parent}`, { name, realm })
    const id = isJsonObject(account.data) ? String(account.data['id']) : ''
    if (account.status !== 201) throw new Error(`no account: ${account.text}`)
    return await this.userOf(id, realm, 'admin', 'admin')
  }

  /** Creates a user in an account and gives back a client signed in as that user. */
  async userOf(
    accountId: string,
    realm: string,
    username: string,
    privLevel: 'admin' | 'user',
  ): Promise<Client> {
    const user = await this.put(`/v2/accounts/${accountId}/users`, {
      first_name: username,
      last_name: 'Tester',
      username,
      password: userPassword,
      priv_level: privLevel,
    })
    if (user.status !== 201) throw new Error(`no user: ${user.text}`)
    return await new Client(this.url).signIn(username, userPassword, { account_realm: realm })
  }
}

function parse(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value) ? value : {}
  } catch {
    return {}
  }
}
