import Type from 'typebox'

/** Asks for a mail by which a forgotten password can be set anew. */
export const UserAuthRecovery = Type.Object({
  username: Type.String({ description: 'Name the user logs in with.', minLength: 1, maxLength: 254 }),
  ui_url: Type.String({ description: 'Address the mail links to.', minLength: 14, maxLength: 2000 }),
  account_name: Type.Optional(
    Type.String({
      description: 'Name of the account; or give its realm, or one of its numbers.',
      minLength: 1,
      maxLength: 64,
    }),
  ),
  account_realm: Type.Optional(
    Type.String({ description: 'SIP domain of the account.', minLength: 1, maxLength: 64 }),
  ),
  phone_number: Type.Optional(
    Type.String({ description: 'A number of the account.', minLength: 1, maxLength: 64 }),
  ),
})

export type UserAuthRecovery = Type.Static<typeof UserAuthRecovery>
