import Type from 'typebox'
import { Fields, OneOf, Words } from './keywords.ts'

/** A programmable key of a phone. */
export const ComboKey = OneOf(
  [
    Fields({
      type: Words(['parking']),
      value: Type.Optional(
        OneOf([
          Type.Integer({ minimum: 1, maximum: 10 }),
          Words(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']),
          Type.Object({
            label: Type.String(),
            value: Type.Integer({ minimum: 1, maximum: 10 }),
          }),
        ]),
      ),
    }),
    Fields({
      type: Words(['line', 'presence', 'personal_parking', 'speed_dial']),
      value: Type.Optional(
        OneOf([
          Type.String(),
          Type.Object({
            label: Type.String(),
            value: Type.String(),
          }),
        ]),
      ),
    }),
  ],
  { type: ['object', 'null'] },
)

export type ComboKey = Type.Static<typeof ComboKey>
