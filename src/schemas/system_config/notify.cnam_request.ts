import Type from 'typebox'
import { OneOf } from '../keywords.ts'

/** System-wide settings of `notify.cnam_request`. */
export const SystemConfigNotifyCnamRequest = Type.Object({
  default_to: Type.Optional(OneOf([Type.String(), Type.Array(Type.String())], { default: '' })),
})

export type SystemConfigNotifyCnamRequest = Type.Static<typeof SystemConfigNotifyCnamRequest>
