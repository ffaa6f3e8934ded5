import Type from 'typebox'

/** System-wide settings of `callflow.dynamic_cid`. */
export const SystemConfigCallflowDynamicCid = Type.Object({
  accept_prompt: Type.Optional(Type.String({ default: 'tone_stream://%(250,50,440)' })),
  default_prompt: Type.Optional(Type.String({ default: 'dynamic-cid-enter_cid' })),
  max_digits: Type.Optional(Type.Integer({ default: 10 })),
  min_digits: Type.Optional(Type.Integer({ default: 10 })),
  reject_prompt: Type.Optional(Type.String({ default: 'dynamic-cid-invalid_using_default' })),
  whitelist_regex: Type.Optional(Type.String({ default: '\\d+' })),
})

export type SystemConfigCallflowDynamicCid = Type.Static<typeof SystemConfigCallflowDynamicCid>
