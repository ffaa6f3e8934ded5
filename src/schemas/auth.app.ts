import Type from 'typebox'

/** An OAuth application known to the system. */
export const AuthApp = Type.Object(
  {
    email: Type.Optional(Type.String()),
    client_id: Type.String(),
    provider: Type.String(),
    secret: Type.String(),
  },
  { additionalProperties: true },
)

export type AuthApp = Type.Static<typeof AuthApp>
