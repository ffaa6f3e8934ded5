import Type from 'typebox'
import { Matching, Words } from './keywords.ts'

/** What one unit of a service plan costs. */
export const ServicePlanItem = Type.Object({
  name: Type.Optional(Type.String()),
  activation_charge: Type.Optional(Type.Number({ default: 0.0 })),
  as: Type.Optional(Type.String()),
  cascade: Type.Optional(Type.Boolean({ default: false })),
  discounts: Type.Optional(
    Type.Object({
      cumulative: Type.Optional(
        Type.Object({
          maximum: Type.Optional(Type.Integer()),
          rate: Type.Optional(Type.Number()),
          rates: Type.Optional(Matching({ '^[0-9]+$': Type.Number() })),
        }),
      ),
      single: Type.Optional(
        Type.Object({
          rate: Type.Optional(Type.Number()),
          rates: Type.Optional(Matching({ '^[0-9]+$': Type.Number() })),
        }),
      ),
    }),
  ),
  flat_rate: Type.Optional(Type.Number({ default: 0.0 })),
  flat_rates: Type.Optional(Matching({ '^[0-9]+$': Type.Number() }, { default: {} })),
  markup_type: Type.Optional(Words(['fixed_price', 'percentage', 'rate'])),
  maximum: Type.Optional(Type.Integer()),
  minimum: Type.Optional(Type.Integer({ default: 0 })),
  prorate: Type.Optional(
    Type.Object({
      additions: Type.Optional(Type.Boolean({ default: true })),
      removals: Type.Optional(Type.Boolean({ default: false })),
    }),
  ),
  rate: Type.Optional(Type.Number({ default: 0.0 })),
  rates: Type.Optional(Matching({ '^[0-9]+$': Type.Number() }, { default: {} })),
  step: Type.Optional(Type.Integer({ default: 1 })),
  taxes: Type.Optional(
    Type.Array(
      Type.Object({
        name: Type.Optional(Type.String()),
        rate: Type.Optional(Type.Number()),
        tax_id: Type.Optional(Type.String()),
      }),
    ),
  ),
})

export type ServicePlanItem = Type.Static<typeof ServicePlanItem>
