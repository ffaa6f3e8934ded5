import type { JsonObject } from '../../json.ts'
import type { Unanswered } from './unanswered.ts'

/** Which live calls are asked for. */
export type ChannelQuery =
  | { readonly accountId: string }
  /** Those of SIP user names in a realm. */
  | { readonly realm: string; readonly usernames: readonly string[] }
  /** Those of the whole system. */
  | 'all'

/** What both forms of a channel tell. */
interface ChannelFacts {
  readonly accountBilling?: string
  readonly answered?: boolean
  /** Id of what placed or receives the call: a device, a trunk, a resource. */
  readonly authorizingId?: string
  readonly authorizingType?: string
  readonly callflowId?: string
  readonly channelAuthorized?: boolean
  readonly customApplicationVars?: JsonObject
  readonly customChannelVars?: JsonObject
  readonly destination?: string
  readonly fromTag?: string
  readonly isLoopback?: boolean
  readonly loopbackLegName?: string
  readonly loopbackOtherLeg?: string
  readonly ownerId?: string
  readonly presenceId?: string
  readonly resellerBilling?: string
  readonly resellerId?: string
  readonly resourceId?: string
  /** Gregorian seconds. */
  readonly timestamp?: number
  readonly toTag?: string
  readonly username?: string
}

/** A channel in a listing (calls-and-events.md, "channels" 4). */
export interface Channel extends ChannelFacts {
  readonly uuid: string
  readonly direction?: 'inbound' | 'outbound'
  /** Seconds since it came to be. */
  readonly elapsedS?: number
  readonly interactionId?: string
  readonly isOnhold?: boolean
  /** Call id of the leg it is bridged to. */
  readonly otherLeg?: string
}

/** All that is known of one channel (calls-and-events.md, "channels" 5). */
export interface ChannelDetails extends ChannelFacts {
  readonly callId: string
  /** Whose it is; channels of other accounts are not shown. */
  readonly accountId: string
  readonly callDirection?: 'inbound' | 'outbound'
  readonly callInteractionId?: string
  readonly calleeIdName?: string
  readonly calleeIdNumber?: string
  readonly callerIdName?: string
  readonly callerIdNumber?: string
  /** Seconds since it came to be. */
  readonly elapsedSeconds?: number
  readonly from?: string
  readonly isOnHold?: boolean
  /** Call id of the leg it is bridged to. */
  readonly otherLegCallId?: string
  readonly to?: string
}

/** What is to happen to a channel. */
export interface ChannelAction {
  readonly callId: string
  readonly action: 'transfer' | 'hangup' | 'break' | 'callflow' | 'intercept'
  /** What the action needs to know, in the names of the API. */
  readonly data: JsonObject
}

/** Live calls. */
export interface ChannelSwitch {
  /**
   * Live channels, each once. What has arrived within 2 s; empty when nobody answers. `Unanswered` only when
   * the question could not be asked at all.
   */
  channels(query: ChannelQuery): Promise<readonly Channel[] | Unanswered>
  /** An active channel by its call id, within 2 s; `undefined` when those who answer do not have it. */
  channel(callId: string): Promise<ChannelDetails | undefined | Unanswered>
  /** Acts on a channel. Nobody waits for it. */
  actOnChannel(action: ChannelAction): void
  /** Has a channel go through a metaflow: `module`, `data` and `children` as in the schema `metaflow`. Nobody waits for it. */
  runMetaflow(callId: string, flow: JsonObject): void
}
