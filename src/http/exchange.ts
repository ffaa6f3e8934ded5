import type { IncomingMessage } from 'node:http'
import type { Auth } from '../auth/auth.ts'
import type { Account } from '../documents/accounts.ts'
import type { Author } from '../documents/author.ts'
import { emptyQuery, type Query } from '../documents/query.ts'
import type { Json, JsonObject } from '../json.ts'
import { isJsonObject } from '../json.ts'
import type { Context, Noun, RequestBody, Verb } from '../modules/declaration/context.ts'
import type { Found, Match } from '../modules/declaration/registry.ts'
import type { Outcome, Result } from '../modules/declaration/results.ts'
import type { TransportedToken } from '../auth/locate-token.ts'
import type { StagedBlob } from '../outside/blobs/port.ts'
import type { Edge } from './edge.ts'
import type { Offer } from './render/negotiate.ts'

/**
 * One request on its way through the pipeline. Each stage fills in what it is named for
 * and may rely on what the stages before it filled in; operations see it as `Context`.
 */
export class Exchange implements Context {
  readonly edge: Edge
  readonly incoming: IncomingMessage
  readonly method: string
  readonly requestId: string
  readonly clientIp: string
  /** Path of the request, without its query string. */
  path: string
  /** Query string as sent, without the question mark. */
  queryText: string
  query: Query = emptyQuery
  nouns: readonly Noun[] = []
  body: RequestBody = noBody
  data: JsonObject = {}
  token: TransportedToken | undefined
  auth: Auth | undefined
  verb: Verb = 'GET'
  found: Found | undefined
  match: Match | undefined
  account: Account | undefined
  /** What the answer is to be made as. */
  offer: Offer = { mediaType: 'application/json', form: 'json' }
  /** Uploaded files: on disk, but not to be found before the request proves to be in order. */
  readonly uploads: StagedBlob[] = []
  outcome: Outcome | undefined
  result: Result | undefined
  /** Set where the request came by a magic path: a GET that needs no token (core.md §30). */
  magic = false
  /** Cost of this call in tokens, charged or not (core.md §26). */
  cost = 0

  constructor(edge: Edge, incoming: IncomingMessage, requestId: string, clientIp: string) {
    this.edge = edge
    this.incoming = incoming
    this.method = incoming.method ?? 'GET'
    this.requestId = requestId
    this.clientIp = clientIp
    const url = incoming.url ?? '/'
    const mark = url.indexOf('?')
    this.path = mark < 0 ? url : url.slice(0, mark)
    this.queryText = mark < 0 ? '' : url.slice(mark + 1)
  }

  get services(): Edge['services'] {
    return this.edge.services
  }

  get accept(): string {
    return this.offer.mediaType
  }

  /** Database of the account in the path. */
  get db(): string {
    if (!this.account) throw new Error('no account in the path')
    return this.account.id
  }

  /** The noun that decides what is asked for: the last one. */
  get lastNoun(): Noun | undefined {
    return this.nouns.at(-1)
  }

  get author(): Author {
    const { auth } = this
    const original = auth?.impersonatedBy
    return {
      requestId: this.requestId,
      ...(auth && { accountId: auth.accountId }),
      ...(auth?.ownerId !== undefined && { userId: auth.ownerId }),
      ...(original && {
        originalAccountId: original.accountId,
        ...(original.ownerId !== undefined && { originalOwnerId: original.ownerId }),
      }),
    }
  }

  arg(name: string): string {
    const value = this.match?.args[name]
    if (value === undefined) throw new Error(`the path has no {${name}}`)
    return value
  }

  noun(name: string): readonly string[] | undefined {
    return this.nouns.find((noun) => noun.name === name)?.args
  }

  header(name: string): string | undefined {
    const value = this.incoming.headers[name]
    return Array.isArray(value) ? value.join(', ') : value
  }

  get headers(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Object.keys(this.incoming.headers).map((name) => [name, this.header(name) ?? '']),
    )
  }

  value(key: string): Json | undefined {
    if (this.body === noBody) return this.query.first(key)
    return own(this.data, key) ?? this.query.first(key) ?? own(this.body.envelope, key)
  }

  /** Takes the parsed body over. */
  receive(body: RequestBody): void {
    this.body = body
    this.data = isJsonObject(body.data) ? body.data : {}
  }
}

/** What a request without a body carries. */
export const noBody: RequestBody = { envelope: {}, data: {}, hasEnvelope: false, files: [] }

function own(object: JsonObject, key: string): Json | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined
  return value === null ? undefined : value
}
