import type { Noun } from '../modules/declaration/context.ts'

/** Every module name of the original, running here or not: such a segment always starts a new noun (core.md §3). */
const moduleNames = new Set(
  `about access_lists accounts acdc_call_stats acls agents alerts allotments api_auth apps_link apps_store
  att_handlers_errors auth basic_auth blacklists braintree call_inspector callflows cccps cdrs channels
  clicktocall comments conferences configs connectivity contact_list devices dialplans directories faxboxes
  faxes functions groups hotdesks ip_auth ips ledgers limits lists media menus metaflows migrations mms
  multi_factor noauthn noauthz notifications parked_calls phone_numbers pivot port_requests presence profile
  queues quickcall rate_limits rates recordings registrations resource_selectors resource_templates resources
  schemas search security services simple_authz skels sms storage sup system_configs system_status tasks
  temporal_rules temporal_rules_sets token_auth token_restrictions transactions user_auth users vmboxes webhooks
  websockets whitelabel`.split(/\s+/),
)

/** Modules that take everything behind them as arguments, module names too (core.md §3). */
const swallowing = new Set(['schemas', 'braintree', 'system_configs', 'configs', 'sup'])

/**
 * Splits the part of a path behind the version into nouns (core.md §3): segments are
 * percent-decoded one by one, trailing slashes do not count. `undefined`: the first
 * segment is no module, or there is none. A segment that cannot be decoded is kept as it is.
 */
export function parseNouns(path: string): readonly Noun[] | undefined {
  if (path.length > longestRemembered) return split(path)
  const known = remembered.get(path)
  if (known) return known
  // A copy of its own: the path is a part of a text that may be far longer, which it would keep in memory.
  const copy = Buffer.from(path).toString()
  const nouns = split(copy)
  if (!nouns) return undefined
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(copy, nouns)
  return nouns
}

/** Nouns of paths that were asked for: clients ask for the same ones again and again. */
const remembered = new Map<string, readonly Noun[]>()
const mostRemembered = 5_000
/** In characters; most paths have fewer than 100. */
const longestRemembered = 200

function split(path: string): readonly Noun[] | undefined {
  const segments = (path.endsWith('/') ? path.replace(/\/+$/, '') : path).split('/').map(decoded)
  const nouns: { name: string; args: string[] }[] = []
  for (const segment of segments) {
    const current = nouns.at(-1)
    if (current && (swallowing.has(current.name) || !startsNoun(segment))) current.args.push(segment)
    else if (startsNoun(segment)) nouns.push({ name: segment, args: [] })
    else return undefined
  }
  return nouns.length > 0 ? nouns : undefined
}

/** Longer segments, ids above all, are no names. */
const longestName = Math.max(...Array.from(moduleNames, (name) => name.length))

/** `account` stands for `accounts/{the caller's}` and is resolved once the caller is known. */
function startsNoun(segment: string): boolean {
  return segment.length <= longestName && (moduleNames.has(segment) || segment === 'account')
}

function decoded(segment: string): string {
  if (!segment.includes('%')) return segment
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
