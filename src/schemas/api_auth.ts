import Type from 'typebox'

/** Asks for a token with an account's API key. */
export const ApiAuth = Type.Object(
  {
    api_key: Type.String({ description: 'Key of the account.', minLength: 64, maxLength: 64 }),
  },
  { additionalProperties: false },
)

export type ApiAuth = Type.Static<typeof ApiAuth>
