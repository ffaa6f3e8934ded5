import Type from 'typebox'
import { AnyObject, Fields } from '../keywords.ts'

/** System-wide settings of `sms`. */
export const SystemConfigSms = Type.Object({
  outbound: Type.Optional(
    Fields({
      options: Type.Optional(AnyObject({ default: { delivery_mode: 2, mandatory: true } })),
    }),
  ),
})

export type SystemConfigSms = Type.Static<typeof SystemConfigSms>
