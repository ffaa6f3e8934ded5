import type { JsonObject } from '../../json.ts'
import type { Unanswered } from './unanswered.ts'

/** An endpoint to ring, in the names of the API (`invite_format`, `to_user`, `to_realm`, `route` …). */
export type EndpointLeg = JsonObject

/** A call to be set up. */
export interface CallRequest {
  readonly accountId: string
  /** What becomes of the call when it is answered, such as `transfer`, and where it goes. */
  readonly application: { readonly name: string; readonly data: JsonObject }
  readonly endpoints: readonly EndpointLeg[]
  readonly dialMethod: 'simultaneous' | 'single'
  /** Seconds until those who do not answer are given up. */
  readonly timeout: number
  readonly ignoreEarlyMedia: boolean
  readonly media: 'process' | 'bypass'
  readonly continueOnFail: boolean
  /** Call on whose node the new one is to run. */
  readonly existingCallId?: string
  /** Id the call is to have. */
  readonly outboundCallId?: string
  readonly callerIdName?: string
  readonly callerIdNumber?: string
  readonly calleeIdName?: string
  readonly calleeIdNumber?: string
  readonly channelVars: JsonObject
  readonly applicationVars: JsonObject
  /** Channel variables that the other leg gets as well. */
  readonly exportedVars: readonly string[]
  readonly requestId: string
}

/** What became of a call that was to be set up. */
export type CallOutcome =
  | {
      readonly outcome: 'answered'
      readonly callId: string
      /** Such as `SUCCESS` or a hangup cause. */
      readonly applicationResponse?: string
      readonly controlQueue?: string
    }
  | { readonly outcome: 'failed'; readonly errorMessage: string }

/** Listening to a call that goes on. */
export interface EavesdropRequest {
  readonly accountId: string
  /** The listener's endpoint. */
  readonly endpoints: readonly EndpointLeg[]
  /** The call to listen to, or all those of a queue. */
  readonly target: { readonly callId: string } | { readonly queueId: string }
  readonly mode: 'listen' | 'whisper' | 'full'
  /** Seconds the listener's endpoint rings. */
  readonly timeout: number
  readonly callerIdName?: string
  readonly callerIdNumber?: string
}

/** What became of listening. */
export interface EavesdropOutcome {
  readonly status: 'started' | 'error'
  readonly eavesdropperCallId?: string
  readonly errorMsg?: string
  readonly eavesdropRequestId?: string
}

/** Calls that the API begins. */
export interface CallSwitch {
  /** Sets up a call without waiting for what becomes of it. */
  startCall(request: CallRequest): void
  /** Sets up a call and waits so many seconds for what becomes of it. */
  placeCall(request: CallRequest, waitSeconds: number): Promise<CallOutcome | Unanswered>
  /** Begins to listen to a call; answers within 2 s whether that began. */
  eavesdrop(request: EavesdropRequest): Promise<EavesdropOutcome | Unanswered>
}
