import Type from 'typebox'

/** System-wide settings of `cccp`. */
export const SystemConfigCccp = Type.Object({
  allowed_callee_regex: Type.Optional(Type.String({ default: '^\\+?\\d{7,}$' })),
  callback_delay: Type.Optional(Type.Integer({ default: 3 })),
  cccp_cb_number: Type.Optional(Type.String()),
  cccp_cc_number: Type.Optional(Type.String()),
  last_number_redial_code: Type.Optional(Type.String({ default: '*0' })),
  prompt_delay: Type.Optional(Type.Integer({ default: 1 })),
})

export type SystemConfigCccp = Type.Static<typeof SystemConfigCccp>
