import type { JsonObject } from '../../json.ts'

/** State a lamp shows for someone. */
export type PresenceState = 'confirmed' | 'early' | 'terminated'

/** Which presence subscriptions are asked for. */
export interface PresenceQuery {
  readonly realm: string
  /** One watched name; absent: all of the realm. */
  readonly username?: string
  /** SIP event package, such as `dialog`. */
  readonly event?: string
  /** Numbers of subscriptions, or each of them. */
  readonly searchType: 'summary' | 'detail'
}

/** What the presence servers said. */
export interface PresenceAnswer {
  /** Subscriptions by watched name, event package and call id, one object a server. */
  readonly subscriptions: readonly JsonObject[]
  /** Whether every server answered. */
  readonly complete: boolean
}

/** A state to be shown by those who watch a name. */
export interface PresenceUpdate {
  /** `<presence id>@<realm>`. */
  readonly presentity: string
  readonly state: PresenceState
  /** Stands for the call that the state would come from. */
  readonly callId: string
}

/** Lamps, and who watches whom. */
export interface PresenceSwitch {
  /** Subscriptions that the presence servers hold: what has arrived within 2 s; none, and incomplete, when nobody answers. */
  presence(query: PresenceQuery): Promise<PresenceAnswer>
  /** Forgets the state of a name. Nobody waits for it. */
  resetPresence(realm: string, username: string): void
  /** Shows a state to those who watch a name. Nobody waits for it. */
  updatePresence(update: PresenceUpdate): void
}
