import Type from 'typebox'

/** System-wide settings of `notify.fax_inbound_error_to_email`. */
export const SystemConfigNotifyFaxInboundErrorToEmail = Type.Object({
  default_enabled: Type.Optional(Type.Boolean({ default: false })),
  filter_error_codes: Type.Optional(Type.Array(Type.String(), { default: ['0', '49'] })),
})

export type SystemConfigNotifyFaxInboundErrorToEmail = Type.Static<
  typeof SystemConfigNotifyFaxInboundErrorToEmail
>
