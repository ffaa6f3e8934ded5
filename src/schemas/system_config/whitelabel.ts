import Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** System-wide settings of `whitelabel`. */
export const SystemConfigWhitelabel = Type.Object({
  domains: Type.Optional(AnyObject()),
})

export type SystemConfigWhitelabel = Type.Static<typeof SystemConfigWhitelabel>
