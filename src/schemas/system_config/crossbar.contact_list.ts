import Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** System-wide settings of `crossbar.contact_list`. */
export const SystemConfigCrossbarContactList = Type.Object({
  default_includes: Type.Optional(Type.Array(AnyObject(), { default: [] })),
})

export type SystemConfigCrossbarContactList = Type.Static<typeof SystemConfigCrossbarContactList>
