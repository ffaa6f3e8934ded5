import Type from 'typebox'

/** System-wide settings of `jonny5`. */
export const SystemConfigJonny5 = Type.Object({
  check_service_standing: Type.Optional(Type.Boolean({ default: true })),
  default_allow_postpay: Type.Optional(Type.Boolean()),
  default_inbound_trunks: Type.Optional(Type.Integer()),
  default_max_postpay_amount: Type.Optional(Type.Number()),
  default_twoway_trunks: Type.Optional(Type.Integer()),
  flat_rate_blacklist: Type.Optional(
    Type.String({
      default:
        '^\\+1(684|264|268|242|246|441|284|345|767|809|829|849|473|671|876|664|670|787|939|869|758|784|721|868|649|340|900|800|888|877|866|855|844)\\d{7}$',
    }),
  ),
  flat_rate_whitelist: Type.Optional(Type.String({ default: '^\\+1\\d{10}$' })),
  resource_flat_rate_lookup: Type.Optional(Type.Boolean({ default: false })),
  service_standing_cache_acceptable: Type.Optional(Type.Boolean({ default: true })),
  service_standing_cache_expiration_s: Type.Optional(Type.Integer({ default: 1800 })),
})

export type SystemConfigJonny5 = Type.Static<typeof SystemConfigJonny5>
