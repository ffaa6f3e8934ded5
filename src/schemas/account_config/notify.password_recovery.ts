import Type from 'typebox'
import { mailTexts } from '../parts/mail-texts.ts'

/** Settings of `notify.password_recovery` that an account may set for itself. */
export const AccountConfigNotifyPasswordRecovery = Type.Object(mailTexts)

export type AccountConfigNotifyPasswordRecovery = Type.Static<typeof AccountConfigNotifyPasswordRecovery>
