import Type from 'typebox'

/** System-wide settings of `callflow.hotdesk`. */
export const SystemConfigCallflowHotdesk = Type.Object({
  max_hotdesk_id_length: Type.Optional(Type.Integer({ default: 10 })),
  max_login_attempts: Type.Optional(Type.Integer({ default: 3 })),
  max_pin_length: Type.Optional(Type.Integer({ default: 6 })),
})

export type SystemConfigCallflowHotdesk = Type.Static<typeof SystemConfigCallflowHotdesk>
