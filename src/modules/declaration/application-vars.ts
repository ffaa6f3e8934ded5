import { isJsonObject, type JsonObject } from '../../json.ts'
import type { Context } from './context.ts'

/**
 * Variables that a client gives a call on its way: `custom_application_vars` of `data`, and every parameter of
 * the query string (calls-and-events.md, "quickcall" 3), but not its token: what a call carries, others read.
 */
export function applicationVars({ data, query }: Pick<Context, 'data' | 'query'>): JsonObject {
  const own = data['custom_application_vars']
  const given = query.entries.filter(([name]) => name !== 'auth_token')
  // The first of several parameters of a name counts.
  return { ...(isJsonObject(own) ? own : {}), ...Object.fromEntries(given.toReversed()) }
}
