import type { JsonObject } from '../../json.ts'

/** A text message, or one with media, on its way to telephones or to a carrier. */
export interface InstantMessage {
  readonly kind: 'sms' | 'mms'
  readonly messageId: string
  readonly accountId: string
  /** `onnet`: for telephones of the system; `offnet`: for a carrier. */
  readonly route: 'onnet' | 'offnet'
  readonly from: string
  readonly to: string
  /** Text, or a MIME message with its parts. */
  readonly body: string
  readonly channelVars: JsonObject
}

/** Messages between telephones. */
export interface MessageSwitch {
  /** Sends a message. Nobody waits for it: what became of it is told by an event. */
  sendMessage(message: InstantMessage): void
}
