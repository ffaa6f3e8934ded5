import { now } from '../../documents/gregorian.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import type { ConferenceDetails, ConferencePlace, Participant } from '../../outside/switch/conferences.ts'
import type { ViewRow } from '../../store/port.ts'
import { inApiNames } from '../declaration/api-names.ts'
import type { AccountContext } from '../declaration/context.ts'

/** The conference that a request is about. */
export function placeOf(context: AccountContext): ConferencePlace {
  return { accountId: context.account.id, conferenceId: context.arg('id') }
}

/** Those in the conference of a request, as the switch tells; nobody when it is silent. */
export async function participantsOf(context: AccountContext): Promise<readonly Participant[]> {
  return (await liveConference(context))?.participants ?? []
}

/** The running conference of a request; `undefined` when it does not run. */
export function liveConference(context: AccountContext): Promise<ConferenceDetails | undefined> {
  return context.services.switch.conference(placeOf(context))
}

/** What `_read_only` shows of one conference (accounts-and-pbx.md, "conferences" 5). */
export function liveFacts(conference: ConferenceDetails | undefined): JsonObject {
  const participants = conference?.participants ?? []
  const moderators = participants.filter(({ conferenceChannelVars }) => conferenceChannelVars.isModerator)
  return {
    members: participants.length - moderators.length,
    moderators: moderators.length,
    duration: conference?.runTime ?? 0,
    is_locked: conference?.isLocked ?? false,
    participants: participants.map((participant) => shownParticipant(participant)),
  }
}

/** A participant as clients see it; how long it has been there, in seconds, counts until now. */
export function shownParticipant(participant: Participant): JsonObject {
  return {
    ...inApiNames(participant),
    duration: now() - participant.joinTime,
    conference_channel_vars: inApiNames(participant.conferenceChannelVars),
  }
}

/** What the listing shows of a conference that does not run. */
const idle: JsonObject = { members: 0, moderators: 0, duration: 0, is_locked: false }

/** Entries of the listing with what goes on in each conference; the switch is asked once a request. */
export function withLiveFacts({
  services,
  account,
}: AccountContext): (rows: readonly ViewRow[]) => Promise<readonly string[]> {
  let asked: ReturnType<typeof services.switch.conferences> | undefined
  return async (rows) => {
    asked ??= services.switch.conferences(account.id)
    const running = await asked
    return rows.map(({ id, value }) => {
      const conference = running.get(id)
      const entry = JSON.parse(value) as Json
      return JSON.stringify({
        ...(isJsonObject(entry) ? entry : {}),
        _read_only: conference ? inApiNames(conference) : idle,
      })
    })
  }
}
