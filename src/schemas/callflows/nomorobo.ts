import Type from 'typebox'

/** Branches by how likely the caller is a robot. */
export const CallflowNomorobo = Type.Object({
  username: Type.String({ minLength: 1, maxLength: 1000 }),
  password: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowNomorobo = Type.Static<typeof CallflowNomorobo>
