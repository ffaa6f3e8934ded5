import Type from 'typebox'

/** Rewrites of dialled numbers, by regular expression. */
export const Dialplans = Type.Object(
  {
    system: Type.Optional(Type.Array(Type.String())),
  },
  {
    additionalProperties: Type.Object({
      description: Type.Optional(Type.String()),
      prefix: Type.Optional(Type.String()),
      suffix: Type.Optional(Type.String()),
    }),
  },
)

export type Dialplans = Type.Static<typeof Dialplans>
