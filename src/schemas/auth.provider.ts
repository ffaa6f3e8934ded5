import Type from 'typebox'

/** An OAuth provider the system accepts logins from. */
export const AuthProvider = Type.Object(
  {
    id: Type.String(),
  },
  { additionalProperties: true },
)

export type AuthProvider = Type.Static<typeof AuthProvider>
