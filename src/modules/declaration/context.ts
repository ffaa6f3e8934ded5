import type { Auth } from '../../auth/auth.ts'
import type { Account } from '../../documents/accounts.ts'
import type { Author } from '../../documents/author.ts'
import type { Query } from '../../documents/query.ts'
import type { Json, JsonObject } from '../../json.ts'
import type { Services } from './services.ts'

/** The verbs of the API. */
export type Verb = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'

/** One module named in a path, with the segments that follow it (core.md §3). */
export interface Noun {
  readonly name: string
  readonly args: readonly string[]
}

/** A file of the request, already in the blob store (core.md §5). */
export interface Upload {
  readonly filename: string
  readonly contentType: string
  readonly bytes: number
  /** Lower-case hex SHA-256. */
  readonly digest: string
}

/** What the request carried (core.md §5). */
export interface RequestBody {
  /** The whole envelope; `{}` without one. */
  readonly envelope: JsonObject
  /** `data` of the envelope; `{}` without one. */
  readonly data: JsonObject | readonly Json[]
  readonly hasEnvelope: boolean
  readonly files: readonly Upload[]
}

/** A request as an operation sees it: parsed, authenticated and allowed. */
export interface Context {
  readonly services: Services
  readonly requestId: string
  /** Path of the request, without its query string. */
  readonly path: string
  /** Effective verb, after tunnelling (core.md §7). */
  readonly verb: Verb
  /** IP address of the client (core.md §1). */
  readonly clientIp: string
  readonly nouns: readonly Noun[]
  readonly query: Query
  readonly body: RequestBody
  /** `data` of the envelope when it is an object, else `{}`. */
  readonly data: JsonObject
  /** Absent where an operation is open to everyone and the caller has no valid token. */
  readonly auth: Auth | undefined
  /** The account in the path. */
  readonly account: Account | undefined
  /** Media type of the answer, as negotiated. */
  readonly accept: string
  readonly author: Author
  /** A segment the operation's path names: `arg('id')` of `{id}/messages`. */
  arg(name: string): string
  /** Arguments of an earlier noun: `noun('users')?.[0]`. */
  noun(name: string): readonly string[] | undefined
  /** A header's value; names in lower case. */
  header(name: string): string | undefined
  /** All headers, names in lower case; those sent several times joined by commas. */
  readonly headers: Readonly<Record<string, string>>
  /** A request value: of `data`, else the query string, else the envelope (core.md §6). */
  value(key: string): Json | undefined
}

/** A request with an account in its path. */
export interface AccountContext extends Context {
  readonly account: Account
  /** Database of the account. */
  readonly db: string
}
