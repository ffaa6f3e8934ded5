/** A message to send. */
export interface MailMessage {
  readonly to: string
  readonly subject: string
  /** Plain text. */
  readonly text: string
  /** The same as HTML. */
  readonly html?: string
}

/** Sends mail. */
export interface Mail {
  /** Whether there is a way to send: without one, messages are refused rather than lost. */
  readonly ready: boolean
  /** Resolves when the mail server took the message; rejects when it did not. */
  send(message: MailMessage): Promise<void>
  close(): void
}
