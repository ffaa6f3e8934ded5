import type { Authenticator } from '../auth/authenticator.ts'
import type { CallerCache } from '../auth/caller-cache.ts'
import type { Restrictions } from '../auth/restrictions.ts'
import type { Services } from '../modules/declaration/services.ts'
import type { CallLimits } from './limits/call-limits.ts'

/** What the HTTP edge works with, beside the modules' services. */
export interface Edge {
  readonly services: Services
  readonly authenticator: Authenticator
  readonly callers: CallerCache
  readonly restrictions: Restrictions
  readonly limits: CallLimits
  /** The envelope's `node`: 22 characters (core.md §9). */
  readonly node: string
}
