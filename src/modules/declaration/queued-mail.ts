import type { Change } from '../../documents/changes.ts'
import { toText } from '../../documents/coercion.ts'
import { isJsonObject, type JsonObject } from '../../json.ts'
import type { JobHandler } from '../../jobs/runner.ts'
import type { MailMessage } from '../../outside/mail/port.ts'
import type { Services } from './services.ts'

/** What encrypts mail that waits. */
interface Sealing {
  readonly signIn: Pick<Services['signIn'], 'seal' | 'unseal'>
}

/** Kind of the jobs that send mail. */
export const mailJob = 'mail'

/**
 * A mail to be sent once the write it belongs to is done: by a job, so that neither a restart nor a
 * mail server that is down for a while loses it. Mails carry links and passwords, so it waits encrypted.
 */
export function queuedMail({ signIn }: Sealing, message: MailMessage): Change {
  const { to, subject, text, html } = message
  return {
    change: 'enqueue',
    kind: mailJob,
    payload: { sealed: signIn.seal(mailJob, JSON.stringify({ to, subject, text, html })) },
  }
}

/** Sends queued mail. Rejects when the mail server cannot be reached now, so that it is tried again. */
export function sendQueuedMail(services: Sealing & Pick<Services, 'mail' | 'log'>): JobHandler {
  return async (payload) => {
    const message = messageIn(services, payload)
    if (!message) {
      services.log.error('a queued mail cannot be read: the secret key is another one')
      return
    }
    try {
      await services.mail.send(message)
    } catch (error) {
      if (!isRefusal(error)) throw error
      services.log.warn({ err: error }, 'the mail server refuses a mail')
    }
  }
}

function messageIn({ signIn }: Sealing, { sealed }: JsonObject): MailMessage | undefined {
  const opened = typeof sealed === 'string' ? signIn.unseal(mailJob, sealed) : undefined
  const message: unknown = opened === undefined ? undefined : JSON.parse(opened)
  if (!isJsonObject(message)) return undefined
  const [to, subject, text, html] = ['to', 'subject', 'text', 'html'].map((name) => toText(message[name]))
  if (to === undefined) return undefined
  return { to, subject: subject ?? '', text: text ?? '', ...(html !== undefined && { html }) }
}

/** Replies from 500 are final (RFC 5321 §4.2.1): such an address would be refused each time. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'responseCode' in error && Number(error.responseCode) >= 500
}
