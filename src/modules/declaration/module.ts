import type { Account } from '../../documents/accounts.ts'
import type { Change } from '../../documents/changes.ts'
import type { DocumentType } from '../../documents/types.ts'
import { systemError, type Failure } from '../../failures.ts'
import type { JobHandler } from '../../jobs/runner.ts'
import type { AccountContext, Context, Verb } from './context.ts'
import type { Outcome } from './results.ts'
import type { Services } from './services.ts'

/** Who may call an operation (core.md §25). */
export type Permission =
  /** Everyone, without a token. */
  | 'public'
  /** Everyone with a valid token. */
  | 'authenticated'
  /** Callers whose account is the one in the path or one of its ancestors, and superduper admins. */
  | 'tree'
  /** Superduper admins. */
  | 'superduper'
  /** Callers for whom a rule holds, besides those the tree rule admits or not. */
  | Rule

/** A permission with conditions of its own. */
export interface Rule {
  /** What it demands, in a few words, for the documentation. */
  readonly name: string
  /** Whether the operation may be called without a token. */
  readonly public?: boolean
  readonly allows: (context: Context) => boolean | Promise<boolean>
}

/** One operation: a verb on a path behind the module's name. */
export interface Operation {
  readonly verb: Verb
  /** Segments behind the module's name, parameters in braces: `''`, `{id}`, `{id}/messages/{message_id}`. */
  readonly path: string
  /** What it does, in one line. */
  readonly summary: string
  /** Who may call it with an account in the path; absent: not offered there. */
  readonly permission?: Permission
  /** Who may call it without an account in the path; absent: not offered there. */
  readonly accountless?: Permission
  /** Media types it answers with, best first; absent: JSON, and CSV (core.md §8). */
  readonly provides?: readonly string[]
  /** Media types it answers with behind those; a client that names none of them never gets one. */
  readonly alsoProvides?: readonly string[]
  /**
   * Those of the provided types in which the very thing asked for can be had, such as the type of its
   * attachment; absent: all of them.
   */
  readonly offers?: (context: Context) => Promise<readonly string[]>
  /** Media types it takes; absent: JSON, forms and CSV (core.md §8). */
  readonly accepts?: readonly string[]
  /** Name of the schema its `data` follows. */
  readonly schema?: string
  /**
   * Charged a second time, as sign-in is; the setting has the cost where `token_costs` tells calls apart, but
   * not this one (core.md §26).
   */
  readonly cost?: { readonly configKey: string; readonly fallback: number }
  readonly handle: (context: Context) => Outcome | Promise<Outcome>
}

/** A Crossbar module: a value from which routing, permissions and documentation follow. */
export interface Module {
  /** As it stands in URLs. */
  readonly name: string
  readonly operations: readonly Operation[]
  /** It runs only once an operator has started it. */
  readonly optional?: boolean
  /**
   * Whatever it does not offer behind an account is 403 there for everyone, as the original has it of this module;
   * else those who may reach the account are told 404.
   */
  readonly refusesAccounts?: boolean
  /** Kinds of documents it owns, with their listings and unique values. */
  readonly documents?: readonly DocumentType[]
  /** Who does the jobs its changes enqueue, by their kind. */
  readonly jobs?: Readonly<Record<string, (services: Services) => JobHandler>>
  /**
   * Checks the module's noun when another one follows it in the path: the user of
   * `users/{id}/devices` must exist (core.md §2, step 14).
   */
  readonly parent?: (context: AccountContext, args: readonly string[]) => Promise<Failure | undefined>
  /**
   * What the module holds of an account outside the account's own database, such as its numbers: what becomes of
   * that when the account is deleted, in the same write. A failure refuses the deletion. Called whether the module
   * runs or not.
   */
  readonly accountDeletion?: (services: Services, account: Account) => Promise<readonly Change[] | Failure>
}

/** What an operation declares besides its verb and path. */
type Declaration<C extends Context> = Omit<Operation, 'verb' | 'path' | 'handle' | 'permission'> & {
  readonly permission?: Permission
  readonly handle: (context: C) => Outcome | Promise<Outcome>
}

/** An operation on an account: `inAccount('GET', '{id}', …)`. Open to the account's tree unless it says otherwise. */
export function inAccount(verb: Verb, path: string, declaration: Declaration<AccountContext>): Operation {
  return {
    permission: 'tree',
    ...declaration,
    verb,
    path,
    handle: (context) => (hasAccount(context) ? declaration.handle(context) : systemError('not_found')),
  }
}

/** An operation that is offered with or without an account in the path, as its permissions tell. */
export function anywhere(verb: Verb, path: string, declaration: Declaration<Context>): Operation {
  return { ...declaration, verb, path }
}

function hasAccount(context: Context): context is AccountContext {
  return context.account !== undefined
}
