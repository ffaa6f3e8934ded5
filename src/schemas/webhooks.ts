import Type from 'typebox'
import { MapOf, Words } from './keywords.ts'

/** An address that is called when something happens. */
export const Webhook = Type.Object({
  name: Type.String({ support_level: 'supported' }),
  enabled: Type.Optional(Type.Boolean({ default: true })),
  hook: Type.String({ support_level: 'supported' }),
  uri: Type.String({ format: 'uri', support_level: 'supported', 'kazoo-validation': true }),
  custom_data: Type.Optional(MapOf(Type.String())),
  format: Type.Optional(Words(['form-data', 'json'], { default: 'form-data', support_level: 'supported' })),
  http_verb: Type.Optional(Words(['get', 'post', 'put'], { default: 'post', support_level: 'supported' })),
  include_internal_legs: Type.Optional(Type.Boolean({ default: true })),
  include_subaccounts: Type.Optional(Type.Boolean({ support_level: 'supported' })),
  retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 4, default: 2, support_level: 'supported' })),
})

export type Webhook = Type.Static<typeof Webhook>
