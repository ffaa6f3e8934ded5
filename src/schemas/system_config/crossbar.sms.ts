import Type from 'typebox'

/** System-wide settings of `crossbar.sms`. */
export const SystemConfigCrossbarSms = Type.Object({
  api_e164_convert_from: Type.Optional(Type.Boolean({ default: false })),
  api_e164_convert_to: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigCrossbarSms = Type.Static<typeof SystemConfigCrossbarSms>
