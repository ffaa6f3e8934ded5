import Type from 'typebox'

/** A text message. */
export const Sms = Type.Object({
  body: Type.String({ minLength: 1, maxLength: 700 }),
  to: Type.String(),
  from: Type.Optional(Type.String()),
})

export type Sms = Type.Static<typeof Sms>
