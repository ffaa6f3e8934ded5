import Type from 'typebox'
import { authModules } from '../parts/auth-modules.ts'

/** Settings of `crossbar.auth` that an account may set for itself. */
export const AccountConfigCrossbarAuth = Type.Object({ auth_modules: authModules })

export type AccountConfigCrossbarAuth = Type.Static<typeof AccountConfigCrossbarAuth>
