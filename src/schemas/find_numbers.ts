import Type from 'typebox'
import { Fields } from './keywords.ts'

/** Looks for numbers to buy. */
export const FindNumbers = Fields({
  prefix: Type.String({ minLength: 3, maxLength: 10 }),
  country: Type.Optional(Type.String({ minLength: 2, maxLength: 2, default: 'US' })),
  quantity: Type.Optional(Type.Integer({ minimum: 1, default: 1 })),
})

export type FindNumbers = Type.Static<typeof FindNumbers>
