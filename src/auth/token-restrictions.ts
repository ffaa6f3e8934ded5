import { forbidden, type Failure } from '../failures.ts'
import { isJsonObject, type Json, type JsonObject } from '../json.ts'
import { matchesArguments } from './argument-pattern.ts'
import type { Auth } from './auth.ts'
import { isDescendant, type AccessRequest } from './permissions.ts'

/** Where token restrictions come from (auth-and-system.md, "token_restrictions"). */
export interface RestrictionSources {
  /** `restrictions` of the account's document `token_restrictions`, if there is one. */
  readonly account?: Json
  /** System configuration `crossbar.token_restrictions`. */
  readonly system?: Json
  /** Its `default_priv_level`, for tokens without a user. */
  readonly defaultPrivLevel: string
}

const any = '_'

/**
 * The failure of a request that the restrictions on its token do not allow: 403 `forbidden`
 * with a cause. They are those of the token's account, read on every request. None apply
 * to SUPERADMIN, and to requests without a token.
 */
export function tokenRestriction(
  auth: Pick<Auth, 'accountId' | 'method' | 'superduper' | 'privLevel'> | undefined,
  request: AccessRequest,
  sources: RestrictionSources,
): Failure | undefined {
  if (!auth || auth.superduper) return undefined
  const rules = rulesFor(auth.method, auth.privLevel ?? sources.defaultPrivLevel, sources)
  if (rules === undefined || allows(rules, auth.accountId, request)) return undefined
  return forbidden('access denied by token restrictions')
}

/** The rules for a login method and privilege level, by endpoint; `undefined`: no restrictions. */
export function rulesFor(method: string, privLevel: string, sources: RestrictionSources): Json | undefined {
  const levels = entry(sources.account, method, any) ?? entry(sources.system, method, any)
  return levels === undefined || !isJsonObject(levels) ? levels : entry(levels, privLevel, any)
}

/** Whether rules allow a request. What is not an object or array where one belongs allows nothing. */
export function allows(rules: Json, authAccountId: string, request: AccessRequest): boolean {
  const noun = request.nouns.at(-1)
  if (!noun) return false
  const endpoint = entry(rules, noun.name, any)
  const names = accountNames(authAccountId, request)
  const item = listed(endpoint)
    .filter(isJsonObject)
    .find((each) => accountsMatch(each, names))
  const patterns = item?.['rules']
  if (!isJsonObject(patterns)) return false
  const pattern = Object.keys(patterns).find((each) => matchesArguments(each, noun.args))
  const verbs = pattern === undefined ? [] : listed(patterns[pattern])
  return verbs.includes(request.verb) || verbs.includes(any)
}

function accountsMatch(item: JsonObject, names: readonly string[]): boolean {
  const allowed = Object.hasOwn(item, 'allowed_accounts') ? item['allowed_accounts'] : undefined
  if (allowed === undefined) return true
  return names.some((name) => listed(allowed).includes(name))
}

/** By what names `allowed_accounts` may know the account of the path. */
function accountNames(authAccountId: string, { account }: AccessRequest): readonly string[] {
  if (!account) return [any]
  if (account.id === authAccountId) return [any, account.id, '{AUTH_ACCOUNT_ID}']
  return isDescendant(account, authAccountId)
    ? [any, account.id, '{DESCENDANT_ACCOUNT_ID}']
    : [any, account.id]
}

function listed(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : []
}

/** The first of the named entries that an object has. */
function entry(value: Json | undefined, ...names: readonly string[]): Json | undefined {
  if (!isJsonObject(value)) return undefined
  const name = names.find((each) => Object.hasOwn(value, each) && value[each] !== undefined)
  return name === undefined ? undefined : value[name]
}
