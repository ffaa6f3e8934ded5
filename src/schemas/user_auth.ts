import Type from 'typebox'
import { Words } from './keywords.ts'

/** Asks for a token with the hash of a user's name and password. */
export const UserAuth = Type.Object({
  credentials: Type.String({
    description: 'Hash of `username:password`, in lower-case hex.',
    minLength: 1,
    maxLength: 64,
  }),
  account_name: Type.Optional(
    Type.String({
      description: 'Name of the account; or give its realm, or one of its numbers.',
      minLength: 1,
      maxLength: 128,
    }),
  ),
  account_realm: Type.Optional(
    Type.String({
      description: 'SIP domain of the account.',
      minLength: 4,
      maxLength: 253,
      pattern: '^[.\\w_-]+$',
    }),
  ),
  method: Type.Optional(Words(['md5', 'sha'], { description: 'Which hash.', default: 'md5' })),
  phone_number: Type.Optional(
    Type.String({ description: 'A number of the account.', minLength: 1, maxLength: 64 }),
  ),
})

export type UserAuth = Type.Static<typeof UserAuth>
