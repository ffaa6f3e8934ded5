import Type from 'typebox'

/** Answers the mail of a password recovery. */
export const UserAuthRecoveryReset = Type.Object({
  reset_id: Type.String({ description: 'Id from the mail.', pattern: '^[a-fA-F0-9]{40,250}$' }),
})

export type UserAuthRecoveryReset = Type.Static<typeof UserAuthRecoveryReset>
