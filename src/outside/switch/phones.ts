/** Body of a SIP message. */
export interface SipContent {
  readonly contentType: string
  readonly body: string
}

/** New and saved messages of a mailbox, for its message-waiting lamp. */
export interface MessageWaiting {
  /** `<mailbox>@<realm>`. */
  readonly to: string
  readonly messagesNew: number
  readonly messagesSaved: number
}

/** What telephones are told. Nobody waits for it, so that silence cannot be noticed. */
export interface PhoneSwitch {
  /** Asks registered endpoints to fetch their configuration anew (SIP NOTIFY, check-sync). */
  checkSync(realm: string, username: string): void
  /** Sends a SIP NOTIFY to an endpoint, with a body if given. */
  notify(realm: string, username: string, event: string, content?: SipContent): void
  /** Sets the message-waiting lamps of a mailbox. */
  updateMessageWaiting(update: MessageWaiting): void
}
