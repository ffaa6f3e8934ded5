import type { Json, JsonObject } from '../json.ts'
import type { Exchange } from './exchange.ts'

/** Status, `message` and `data` of a failure (core.md §13, §14). */
export interface FailureFacts {
  readonly status: number
  readonly message: string
  readonly data: Json
}

/** What a successful answer says beside its data. */
export interface EnvelopeFacts {
  readonly revision?: string
  /** JSON text. */
  readonly metadata?: string
  /** A token made by this request; `null`: none, even if the request carried one. */
  readonly authToken?: string | null
  /** Further keys: pages, messages. */
  readonly more?: JsonObject
}

/**
 * The envelope of a success (core.md §9) around data that is JSON text already: what is
 * stored as text goes to the client without being parsed and printed again.
 */
export function successEnvelope(exchange: Exchange, data: string | undefined, facts: EnvelopeFacts): string {
  let text = data === undefined ? '{"status":"success"' : `{"data":${data},"status":"success"`
  if (facts.metadata !== undefined) text += `,"metadata":${facts.metadata}`
  if (facts.revision !== undefined) text += `,"revision":${JSON.stringify(facts.revision)}`
  if (facts.more) text += members(facts.more)
  return `${text}${common(exchange, facts.authToken)}}`
}

/** The envelope of an error (core.md §9, §13). */
export function errorEnvelope(exchange: Exchange, facts: FailureFacts): string {
  const own = `{"data":${JSON.stringify(facts.data)},"error":"${String(facts.status)}"`
  return `${own},"message":${JSON.stringify(facts.message)},"status":"error"${common(exchange, undefined)}}`
}

/** Keys that every envelope has. */
function common(exchange: Exchange, authToken: string | null | undefined): string {
  const { edge } = exchange
  const token = authToken === undefined ? exchange.token?.value : (authToken ?? undefined)
  const remaining = edge.limits.remaining(exchange.clientIp, exchange.account?.id)
  let text = token === undefined ? '' : `,"auth_token":${JSON.stringify(token)}`
  text += `,"request_id":${JSON.stringify(exchange.requestId)},"node":"${edge.node}"`
  text += `,"timestamp":"${timestamp()}"`
  if (exchange.auth ?? authToken) text += `,"version":${JSON.stringify(edge.services.version)}`
  return `${text},"tokens":{"consumed":${String(exchange.cost)},"remaining":${String(remaining)}}`
}

function members(object: Readonly<Record<string, Json | undefined>>): string {
  let text = ''
  for (const [key, value] of Object.entries(object))
    if (value !== undefined) text += `,${JSON.stringify(key)}:${JSON.stringify(value)}`
  return text
}

let stampedSecond = 0
let stamp = ''

/** Server time, `YYYY-MM-DDThh:mm:ssZ`; made once a second. */
export function timestamp(): string {
  const second = Math.floor(Date.now() / 1000)
  if (second !== stampedSecond) {
    stampedSecond = second
    stamp = `${new Date(second * 1000).toISOString().slice(0, 19)}Z`
  }
  return stamp
}
