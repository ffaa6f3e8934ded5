import type { Transporter } from 'nodemailer'
import type { Mail } from './port.ts'

/** Sends by SMTP: `smtp://user:password@host:port` or `smtps://…`; `from` is the sender of all messages. */
export function smtpMail(url: string, from: string): Mail {
  // Loaded with the first message: most servers never send one.
  let transport: Promise<Transporter> | undefined
  const open = async (): Promise<Transporter> => (await import('nodemailer')).createTransport(url, { from })
  return {
    ready: true,
    send: async (message) => {
      transport ??= open()
      const { to, subject, text, html } = message
      await (await transport).sendMail({ to, subject, text, ...(html !== undefined && { html }) })
    },
    close: () => {
      void transport?.then((opened) => {
        opened.close()
      })
    },
  }
}

/** No mail server is configured. */
export const noMail: Mail = {
  ready: false,
  send: () => Promise.reject(new Error('no mail server is configured (CROSSBAR_SMTP_URL)')),
  close: () => undefined,
}
