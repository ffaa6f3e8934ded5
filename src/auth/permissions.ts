import { failed, forbidden, type Failure } from '../failures.ts'
import type { Auth } from './auth.ts'

/** A part of the path: a module's name and its arguments (core.md §3). */
export interface Noun {
  readonly name: string
  readonly args: readonly string[]
}

/** The account that a path names, as it was loaded. */
export interface PathAccount {
  readonly id: string
  /** Ancestors, root first. */
  readonly tree: readonly string[]
}

/** What of a request decides whether it is allowed. */
export interface AccessRequest {
  /** Effective verb (core.md §7), upper case. */
  readonly verb: string
  /** In the order of the path. */
  readonly nouns: readonly Noun[]
  readonly account?: PathAccount
  /** The path came out of a magic path (core.md §30). */
  readonly magicPath?: boolean
}

/** What a module's own rule says of a request: nothing, or yes; or a failure that ends it, whoever else says yes. */
export type ModuleVerdict = 'no' | 'yes' | Failure

/** Modules for SUPERADMIN only, wherever in the path they stand. */
const systemModules: ReadonlySet<string> = new Set(['acls', 'rates', 'sup'])

/** Whether an account is another one or one of its descendants, at any depth. */
export function isWithin(account: PathAccount, ancestorId: string): boolean {
  return account.id === ancestorId || account.tree.includes(ancestorId)
}

/** Whether an account is a descendant of another one, at any depth. */
export function isDescendant(account: PathAccount, ancestorId: string): boolean {
  return account.id !== ancestorId && account.tree.includes(ancestorId)
}

/**
 * The rule for all modules (auth-and-system.md, "authorization model"): an account may do
 * anything to itself and its descendants; SUPERADMIN anything. `false` is no refusal yet,
 * the module may still say yes.
 */
export function simplyAuthorized(
  auth: Pick<Auth, 'accountId' | 'superduper'> | undefined,
  { verb, nouns, account, magicPath }: AccessRequest,
): boolean {
  if (verb === 'GET' && magicPath === true) return true
  if (!auth) return false
  const [first, ...others] = nouns
  if (first?.name === 'accounts' && first.args.length === 0 && others.length === 0)
    return auth.superduper || verb === 'PUT'
  if (auth.superduper) return true
  if (nouns.some(({ name }) => systemModules.has(name))) return false
  // A path that names several accounts, or another one than was loaded, must not be judged by one of them.
  const named = nouns.filter(({ name }) => name === 'accounts')
  if (!account || named.length !== 1 || named[0]?.args[0] !== account.id) return false
  return isWithin(account, auth.accountId)
}

/**
 * The decision (core.md §25, "Authorization"): token restrictions and the module can forbid; if
 * neither does, the common rule or the module must allow. Gives the failure, if it is one.
 */
export function authorize(
  auth: Pick<Auth, 'accountId' | 'superduper'> | undefined,
  request: AccessRequest,
  restriction: Failure | undefined,
  verdict: ModuleVerdict,
): Failure | undefined {
  if (restriction) return restriction
  if (failed(verdict)) return verdict
  return verdict === 'yes' || simplyAuthorized(auth, request) ? undefined : forbidden()
}
