import Type from 'typebox'
import { AnyObject } from './keywords.ts'

/** One entry of an account's books. */
export const LedgerEntry = Type.Object({
  source: Type.Object({
    id: Type.String(),
    service: Type.String(),
  }),
  usage: Type.Object({
    quantity: Type.Integer(),
    type: Type.String(),
    unit: Type.String(),
  }),
  account: Type.Optional(
    Type.Object({
      id: Type.Optional(Type.String()),
      name: Type.Optional(Type.String()),
    }),
  ),
  amount: Type.Optional(Type.Number({ minimum: 1 })),
  description: Type.Optional(Type.String()),
  metadata: Type.Optional(AnyObject()),
  period: Type.Optional(
    Type.Object({
      end: Type.Optional(Type.Integer()),
      start: Type.Optional(Type.Integer()),
    }),
  ),
})

export type LedgerEntry = Type.Static<typeof LedgerEntry>
