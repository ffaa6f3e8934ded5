import { systemError, type Failure } from '../../failures.ts'
import type { Context } from '../declaration/context.ts'

/** Whose call records are asked for: an account's, or those of one of its users. */
export interface CdrScope {
  readonly owner?: string
}

/** What the path says, which has to be `/accounts/{A}/cdrs` or `/accounts/{A}/users/{U}/cdrs`; others are faulty. */
export function scopeOf(context: Context): CdrScope | Failure {
  const parent = context.nouns.at(-2)
  if (parent?.name === 'accounts' && parent.args.length === 1) return {}
  const [owner] = parent?.name === 'users' && parent.args.length === 1 ? parent.args : []
  return context.account && owner !== undefined ? { owner } : systemError('faulty_request')
}

/** Fails unless the records of a whole account are asked for. */
export function wholeAccount(context: Context): Failure | undefined {
  return context.nouns.at(-2)?.name === 'accounts' ? undefined : systemError('faulty_request')
}
