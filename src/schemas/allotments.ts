import Type from 'typebox'
import { Matching, Words } from './keywords.ts'

/** Amounts of call time an account has for free, by classification. */
export const Allotments = Matching({
  '^\\w+$': Type.Object({
    amount: Type.Integer({ minimum: 0 }),
    cycle: Words(['minutely', 'hourly', 'daily', 'weekly', 'monthly']),
    group_consume: Type.Optional(Type.Array(Type.String())),
    increment: Type.Optional(Type.Integer({ minimum: 1 })),
    minimum: Type.Optional(Type.Integer({ minimum: 0 })),
    no_consume_time: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
})

export type Allotments = Type.Static<typeof Allotments>
