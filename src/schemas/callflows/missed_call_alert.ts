import Type from 'typebox'
import { OneOf, Words } from '../keywords.ts'

/** Mails when nobody took the call. */
export const CallflowMissedCallAlert = Type.Object({
  recipients: Type.Array(
    Type.Object({
      id: OneOf([Type.String({ format: 'email' }), Type.Array(Type.String({ format: 'email' }))]),
      type: Words(['user', 'email']),
    }),
  ),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowMissedCallAlert = Type.Static<typeof CallflowMissedCallAlert>
