import { toInteger } from '../../documents/coercion.ts'
import { badIdentifier, failed, systemError } from '../../failures.ts'
import { isJsonObject } from '../../json.ts'
import type { ConferenceChannelVars, ConferenceCommand } from '../../outside/switch/conferences.ts'
import type { AccountContext } from '../declaration/context.ts'
import { dataResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import { participantsOf, placeOf, shownParticipant } from './live.ts'
import { play } from './play.ts'
import { foundConference } from './stored.ts'

/** What may be done to a participant, and to whom it is done when no one is named. */
const actions = {
  mute: ({ isModerator, speak }) => !isModerator && speak,
  unmute: ({ isModerator, speak }) => !isModerator && !speak,
  deaf: ({ isModerator, hear }) => !isModerator && hear,
  undeaf: ({ isModerator, hear }) => !isModerator && !hear,
  kick: () => true,
} satisfies Record<string, (vars: ConferenceChannelVars) => boolean>

type Action = keyof typeof actions

function isAction(action: unknown): action is Action {
  return typeof action === 'string' && Object.hasOwn(actions, action)
}

/** GET: those in the conference. */
export async function listParticipants(context: AccountContext): Promise<Result> {
  return dataResult((await participantsOf(context)).map((participant) => shownParticipant(participant)))
}

/** GET: one of them; `{}` when there is none such. */
export async function readParticipant(context: AccountContext): Promise<Result> {
  const asked = context.arg('participant_id')
  const found = (await participantsOf(context)).find(({ participantId }) => String(participantId) === asked)
  return dataResult(found ? shownParticipant(found) : {})
}

/** PUT: does what `action` says to all whom it concerns (accounts-and-pbx.md, "conferences" 8). */
export async function actOnParticipants(context: AccountContext): Promise<Outcome> {
  const action = context.value('action')
  if (action === 'play') return await play(context)
  if (action === 'relate') return await relate(context)
  if (!isAction(action)) return systemError('faulty_request')
  const conference = await foundConference(context)
  return intent(async () => {
    const concerned = (await participantsOf(context)).filter(({ conferenceChannelVars }) =>
      actions[action](conferenceChannelVars),
    )
    for (const { participantId } of concerned) command(context, { command: action, participantId })
    const { shown, revision } = conference
    return dataResult(shown, revision === undefined ? {} : { revision })
  })
}

/** PUT: does what `action` says to one participant. */
export function actOnParticipant(context: AccountContext): Outcome | Promise<Outcome> {
  const asked = context.arg('participant_id')
  const action = context.value('action')
  if (action !== 'play' && !isAction(action)) return systemError('faulty_request')
  if (!/^\d{1,32}$/.test(asked)) return badIdentifier(asked)
  const participantId = Number(asked)
  if (action === 'play') return play(context, participantId)
  return intent(() => {
    command(context, { command: action, participantId })
    return Promise.resolve(dataResult('ok'))
  })
}

/** Sets how two participants hear each other; both have to be there. */
async function relate(context: AccountContext): Promise<Outcome> {
  const data = context.value('data')
  const checked = await context.services.validator.validate('metaflows.relate', {
    ...(isJsonObject(data) ? data : {}),
    conference_id: context.arg('id'),
  })
  if (failed(checked)) return checked
  const { participant_id: one, other_participant: other, relationship } = checked.value
  const present = new Set((await participantsOf(context)).map(({ participantId }) => participantId))
  const [participantId, otherParticipant] = [toInteger(one), toInteger(other)]
  if (otherParticipant === undefined || !present.has(otherParticipant))
    return systemError('bad_identifier', { id: otherParticipant ?? other ?? null })
  if (participantId === undefined || !present.has(participantId))
    return systemError('bad_identifier', { id: participantId ?? one ?? null })
  return intent(() => {
    command(context, {
      command: 'relate',
      participantId,
      otherParticipant,
      relationship: relationship === 'deaf' || relationship === 'mute' ? relationship : 'clear',
    })
    return Promise.resolve(dataResult('relating participants'))
  })
}

function command(context: AccountContext, what: ConferenceCommand): void {
  context.services.switch.commandConference(placeOf(context), what)
}
