import Type from 'typebox'

/** A multimedia message. */
export const Mms = Type.Object({
  to: Type.String(),
  body: Type.Optional(Type.String({ minLength: 1 })),
  from: Type.Optional(Type.String()),
})

export type Mms = Type.Static<typeof Mms>
