import Type from 'typebox'
import { Words } from './keywords.ts'

/** What calls to a prefix cost. */
export const Rate = Type.Object({
  prefix: Type.Integer(),
  rate_cost: Type.Number({ minimum: 0 }),
  account_id: Type.Optional(Type.String()),
  caller_id_numbers: Type.Optional(Type.String()),
  carrier: Type.Optional(Type.String()),
  description: Type.Optional(Type.String()),
  direction: Type.Optional(Type.Array(Words(['inbound', 'outbound']))),
  internal_rate_cost: Type.Optional(Type.Number({ minimum: 0 })),
  iso_country_code: Type.Optional(Type.String()),
  options: Type.Optional(Type.Array(Type.String())),
  rate_increment: Type.Optional(Type.Integer({ minimum: 1 })),
  rate_minimum: Type.Optional(Type.Integer({ minimum: 1 })),
  rate_name: Type.Optional(Type.String()),
  rate_nocharge_time: Type.Optional(Type.Integer({ minimum: 0 })),
  rate_suffix: Type.Optional(Type.String()),
  rate_surcharge: Type.Optional(Type.Number({ minimum: 0 })),
  rate_version: Type.Optional(Type.String()),
  ratedeck_id: Type.Optional(Type.String()),
  routes: Type.Optional(Type.Array(Type.String())),
  weight: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
})

export type Rate = Type.Static<typeof Rate>
