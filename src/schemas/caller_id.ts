import Type from 'typebox'

/** Names and numbers shown to the called party, by kind of call. */
export const CallerId = Type.Object({
  asserted: Type.Optional(
    Type.Object({
      name: Type.Optional(Type.String({ maxLength: 35 })),
      number: Type.Optional(Type.String({ maxLength: 35 })),
      realm: Type.Optional(Type.String()),
    }),
  ),
  emergency: Type.Optional(
    Type.Object({
      name: Type.Optional(Type.String({ maxLength: 35 })),
      number: Type.Optional(Type.String({ maxLength: 35 })),
    }),
  ),
  external: Type.Optional(
    Type.Object({
      name: Type.Optional(Type.String({ maxLength: 35 })),
      number: Type.Optional(Type.String({ maxLength: 35 })),
    }),
  ),
  internal: Type.Optional(
    Type.Object({
      name: Type.Optional(Type.String({ maxLength: 35 })),
      number: Type.Optional(Type.String({ maxLength: 35 })),
    }),
  ),
})

export type CallerId = Type.Static<typeof CallerId>
