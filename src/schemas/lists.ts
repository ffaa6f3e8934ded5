import Type from 'typebox'

/** A list of numbers that callflows match callers with. */
export const ContactList = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 128 }),
  description: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  org: Type.Optional(Type.String()),
})

export type ContactList = Type.Static<typeof ContactList>
