import Type from 'typebox'
import { OneOf } from './keywords.ts'

/** A brand of its own: domain, names, and looks of the user interface. */
export const Whitelabel = Type.Object({
  company_name: Type.Optional(Type.String({ support_level: 'supported' })),
  domain: Type.Optional(Type.String({ format: 'uri', support_level: 'supported' })),
  fake_api_url: Type.Optional(Type.String({ format: 'uri', support_level: 'beta' })),
  hide_credits: Type.Optional(Type.Boolean({ default: false, support_level: 'beta' })),
  hide_powered: Type.Optional(Type.Boolean({ default: false, support_level: 'supported' })),
  hide_registration: Type.Optional(Type.Boolean({ default: false, support_level: 'beta' })),
  inbound_trunks_price: Type.Optional(Type.String({ support_level: 'beta' })),
  nav: Type.Optional(
    Type.Object({
      help: Type.Optional(Type.String({ format: 'uri', support_level: 'supported' })),
      learn_more: Type.Optional(Type.String({ format: 'uri', support_level: 'supported' })),
    }),
  ),
  outbound_trunks_price: Type.Optional(Type.String({ support_level: 'beta' })),
  port: Type.Optional(
    Type.Object({
      authority: Type.Optional(
        OneOf([Type.String(), Type.Array(Type.String())], { support_level: 'supported' }),
      ),
      features: Type.Optional(Type.String({ format: 'uri', support_level: 'supported' })),
      loa: Type.Optional(Type.String({ format: 'uri', support_level: 'supported' })),
      resporg: Type.Optional(Type.String({ format: 'uri', support_level: 'supported' })),
      support_email: Type.Optional(Type.String({ format: 'email', support_level: 'supported' })),
      terms: Type.Optional(Type.String({ format: 'uri', support_level: 'supported' })),
    }),
  ),
  twoway_trunks_price: Type.Optional(Type.String({ support_level: 'beta' })),
})

export type Whitelabel = Type.Static<typeof Whitelabel>
