import Type from 'typebox'

/** Settings of `crossbar.sms` that an account may set for itself. */
export const AccountConfigCrossbarSms = Type.Object({
  api_e164_convert_from: Type.Optional(Type.Boolean({ default: false })),
  api_e164_convert_to: Type.Optional(Type.Boolean({ default: false })),
})

export type AccountConfigCrossbarSms = Type.Static<typeof AccountConfigCrossbarSms>
