import { createTransport } from 'nodemailer'
import type { Mail } from './port.ts'

/** Sends by SMTP: `smtp://user:password@host:port` or `smtps://…`; `from` is the sender of all messages. */
export function smtpMail(url: string, from: string): Mail {
  const transport = createTransport(url, { from })
  return {
    ready: true,
    send: async (message) => {
      await transport.sendMail({ to: message.to, subject: message.subject, text: message.text })
    },
    close: () => {
      transport.close()
    },
  }
}

/** No mail server is configured. */
export const noMail: Mail = {
  ready: false,
  send: () => Promise.reject(new Error('no mail server is configured (CROSSBAR_SMTP_URL)')),
  close: () => undefined,
}
