import type { Services } from '../../modules/declaration/services.ts'
import type { MaintenanceFunction } from '../registry.ts'
import { ok } from '../terms.ts'
import { printParagraph } from './paragraph.ts'

/** Functions of `crossbar_maintenance` on signing in. The original does not lock anybody out, and has none. */
export const signInFunctions: Readonly<Record<string, MaintenanceFunction<Services>>> = {
  unlock_sign_in: {
    args: 'ADDRESS_OR_ACCOUNT_ID',
    summary: 'lets an address, or all who sign in to an account, try again after too many wrong passwords',
    run: ([who = ''], io, { signIn }) => {
      signIn.throttle.forgive(who)
      printParagraph(io, `wrong sign-ins of ${who} are forgotten`)
      return ok
    },
  },
}
