import Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** System-wide settings of `crossbar.token_restrictions`. */
export const SystemConfigCrossbarTokenRestrictions = Type.Object({
  _: Type.Optional(AnyObject()),
  default_priv_level: Type.Optional(Type.String({ default: 'admin' })),
})

export type SystemConfigCrossbarTokenRestrictions = Type.Static<typeof SystemConfigCrossbarTokenRestrictions>
