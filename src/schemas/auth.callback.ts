import Type from 'typebox'

/** What an OAuth provider sends back after a login. */
export const AuthCallback = Type.Object(
  {
    client_id: Type.String(),
    code: Type.String(),
    provider: Type.String(),
    redirect_uri: Type.String(),
    state: Type.Optional(Type.String()),
  },
  { additionalProperties: true },
)

export type AuthCallback = Type.Static<typeof AuthCallback>
