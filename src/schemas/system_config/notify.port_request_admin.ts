import Type from 'typebox'
import { OneOf } from '../keywords.ts'

/** System-wide settings of `notify.port_request_admin`. */
export const SystemConfigNotifyPortRequestAdmin = Type.Object({
  default_to: Type.Optional(
    OneOf([Type.Array(Type.String({ format: 'email' })), Type.String({ format: 'email' })]),
  ),
})

export type SystemConfigNotifyPortRequestAdmin = Type.Static<typeof SystemConfigNotifyPortRequestAdmin>
