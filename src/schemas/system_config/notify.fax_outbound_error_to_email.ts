import Type from 'typebox'

/** System-wide settings of `notify.fax_outbound_error_to_email`. */
export const SystemConfigNotifyFaxOutboundErrorToEmail = Type.Object({
  default_enabled: Type.Optional(Type.Boolean({ default: true })),
})

export type SystemConfigNotifyFaxOutboundErrorToEmail = Type.Static<
  typeof SystemConfigNotifyFaxOutboundErrorToEmail
>
