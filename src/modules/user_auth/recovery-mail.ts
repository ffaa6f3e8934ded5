import type { MailMessage } from '../../outside/mail/port.ts'

/** What the mail tells. */
export interface RecoveryMailFacts {
  readonly to: string
  readonly firstName: string
  readonly username: string
  readonly accountName: string
  readonly link: string
}

/** The mail by which somebody who forgot a password can set a new one. */
export function recoveryMail(facts: RecoveryMailFacts): MailMessage {
  const { to, firstName, username, accountName, link } = facts
  return {
    to,
    subject: `Set a new password for ${accountName}`,
    text: [
      `Hello ${firstName},`,
      '',
      `somebody asked for a new password for the user ${username} of ${accountName}.`,
      'If that was you, follow this link to sign in and set one:',
      '',
      link,
      '',
      'It works once, within 24 hours. If you did not ask for it, there is nothing to do:',
      'your password stays as it is.',
      '',
    ].join('\n'),
  }
}

/** The address of the client's page with the reset id behind it (auth-and-system.md, "user_auth" 8). */
export function recoveryLink(uiUrl: string, resetId: string): string {
  return `${uiUrl}${uiUrl.includes('?') ? '&' : '?'}recovery=${resetId}`
}
