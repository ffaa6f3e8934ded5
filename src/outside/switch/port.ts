/** Where a SIP endpoint is registered. */
export interface Registration {
  readonly username: string
  readonly realm: string
  /** `sip:` URI to reach it at. */
  readonly contact?: string
  /** Id of the device or trunk that registered, where the switch keeps it. */
  readonly authorizingId?: string
}

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

/**
 * The telephone network, as the API asks and commands it. Questions give back what is known
 * within the time a client can wait; commands are sent and not waited for.
 */
export interface Switch {
  /** Registrations of a realm, of one user name if given; empty when no switch answers. */
  registrations(realm: string, username?: string): Promise<readonly Registration[]>
  /** Asks registered endpoints to fetch their configuration anew (SIP NOTIFY, check-sync). */
  checkSync(realm: string, username: string): void
  /** Sends a SIP NOTIFY to an endpoint, with a body if given. */
  notify(realm: string, username: string, event: string, content?: SipContent): void
  /** Forgets the credentials of an endpoint; of all of a realm without a user name. */
  flushCredentials(realm: string, username?: string): void
  /** Ends the registrations of a realm, or of one user name. */
  flushRegistrations(realm: string, username?: string): void
  /** Asks anew which IP addresses are let in without credentials. */
  reloadAcls(): void
  /** Sets the message-waiting lamps of a mailbox. */
  updateMessageWaiting(update: MessageWaiting): void
}
