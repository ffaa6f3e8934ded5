import type { JsonObject } from '../../json.ts'
import type { EndpointLeg } from './calls.ts'
import type { Unanswered } from './unanswered.ts'

/** A conference of an account. Ids are the client's choice, so that the account always belongs to them. */
export interface ConferencePlace {
  readonly accountId: string
  readonly conferenceId: string
}

/** Counters of a running conference (accounts-and-pbx.md, "conferences" 4). */
export interface RunningConference {
  readonly uuid?: string
  /** Seconds. */
  readonly runTime?: number
  /** Gregorian seconds. */
  readonly startTime?: number
  readonly isLocked?: boolean
  readonly switchHostname?: string
  readonly switchUrl?: string
  readonly switchExternalIp?: string
  readonly participantCount?: number
  readonly moderators?: number
  readonly members?: number
}

/** What a participant may do, and does. */
export interface ConferenceChannelVars {
  readonly isModerator: boolean
  readonly speak: boolean
  readonly hear: boolean
  readonly talking?: boolean
  readonly floor?: boolean
  readonly muteDetect?: boolean
  readonly video?: boolean
  readonly energyLevel?: number
  readonly currentEnergy?: number
}

/** Someone in a running conference. */
export interface Participant {
  /** Number of the participant within the conference. */
  readonly participantId: number
  readonly callId?: string
  readonly conferenceName?: string
  readonly conferenceUuid?: string
  readonly switchHostname?: string
  /** Gregorian seconds. */
  readonly joinTime: number
  readonly callerIdName?: string
  readonly callerIdNumber?: string
  readonly conferenceChannelVars: ConferenceChannelVars
  readonly customChannelVars?: JsonObject
  readonly customApplicationVars?: JsonObject
}

/** A running conference with those in it. */
export interface ConferenceDetails {
  readonly uuid?: string
  /** Seconds. */
  readonly runTime: number
  readonly isLocked: boolean
  readonly participants: readonly Participant[]
}

/** What a running conference is told to do. */
export type ConferenceCommand =
  | { readonly command: 'lock' | 'unlock' | 'record' | 'recordstop' }
  /** Plays a media file (id or URL), to all or to one participant. */
  | { readonly command: 'play'; readonly media: string; readonly participantId?: number }
  | { readonly command: 'mute' | 'unmute' | 'deaf' | 'undeaf' | 'kick'; readonly participantId: number }
  | {
      readonly command: 'relate'
      readonly participantId: number
      readonly otherParticipant: number
      readonly relationship: 'deaf' | 'clear' | 'mute'
    }

/** Calls out of a conference. */
export interface ConferenceDial {
  readonly endpoints: readonly EndpointLeg[]
  readonly callerIdName?: string
  readonly callerIdNumber?: string
  readonly participantFlags?: readonly string[]
  readonly profileName?: string
  /** Call on whose node the conference runs, if it does not run yet. */
  readonly targetCallId?: string
  readonly outboundCallId?: string
  /** Seconds each endpoint rings. */
  readonly timeout: number
  readonly applicationVars: JsonObject
  readonly requestId: string
}

/** What became of the calls out of a conference: of each endpoint, and of all of them where the switch tells. */
export interface ConferenceDialOutcome {
  readonly endpointResponses: readonly {
    readonly status: 'success' | 'error'
    readonly message?: string
    readonly endpointId?: string
    readonly callId?: string
  }[]
}

/** Conferences that go on. */
export interface ConferenceSwitch {
  /** Running conferences of an account by id: what has arrived within 2 s; empty when nobody answers. */
  conferences(accountId: string): Promise<ReadonlyMap<string, RunningConference>>
  /**
   * A running conference, of several answers within 2 s the one that runs longest; `undefined` when it does
   * not run, or nobody answers.
   */
  conference(place: ConferencePlace): Promise<ConferenceDetails | undefined>
  /** Has a conference do something. Nobody waits for it. */
  commandConference(place: ConferencePlace, command: ConferenceCommand): void
  /** Calls endpoints into a conference, and waits the timeout for each of them to be told what became of it. */
  dialFromConference(
    place: ConferencePlace,
    request: ConferenceDial,
  ): Promise<ConferenceDialOutcome | Unanswered>
}
