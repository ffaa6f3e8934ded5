import Type from 'typebox'
import { Matching, Ref, Words } from './keywords.ts'
import type { Metaflow } from './metaflow.ts'

/** Digits that trigger actions during a call. */
export const Metaflows = Type.Object({
  binding_digit: Type.Optional(
    Words(['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'], {
      minLength: 1,
      maxLength: 1,
      default: '*',
    }),
  ),
  digit_timeout: Type.Optional(Type.Integer({ minimum: 0 })),
  listen_on: Type.Optional(Words(['both', 'self', 'peer'])),
  numbers: Type.Optional(
    Matching({ '^[0-9]+$': Ref<Metaflow>('metaflow') }, { additionalProperties: false }),
  ),
  patterns: Type.Optional(Matching({ '.+': Ref<Metaflow>('metaflow') }, { additionalProperties: false })),
})

export type Metaflows = Type.Static<typeof Metaflows>
