import { pick } from '../../documents/types.ts'
import type { AccountContext } from '../declaration/context.ts'
import { crud } from '../declaration/crud.ts'
import { inAccount } from '../declaration/module.ts'
import { dataResult, type Result } from '../declaration/results.ts'
import { actOnConference } from './actions.ts'
import { liveConference, liveFacts, withLiveFacts } from './live.ts'
import { uniqueNumbers } from './numbers.ts'
import { actOnParticipant, actOnParticipants, listParticipants, readParticipant } from './participants.ts'
import { conferenceType, foundConference } from './stored.ts'

/** Conferences: where many talk, and what goes on there (accounts-and-pbx.md, "conferences"). */
export default crud({
  name: 'conferences',
  type: conferenceType,
  schema: 'conferences',
  noun: 'conference',
  verbs: ['list', 'create', 'replace', 'patch', 'delete'],
  listing: {
    version: 1,
    key: (conference) => conference.id,
    entry: ({ body }) => ({
      ...pick(body, ['name', 'owner_id', 'member', 'moderator', 'ui_flags', 'conference_numbers']),
      flags: body['flags'] ?? [],
    }),
    scope: (context) => ({ map: withLiveFacts(context) }),
  },
  unique: uniqueNumbers,
  operations: [
    inAccount('GET', '{id}', {
      summary: 'Gives one conference with those in it, be it stored or not',
      handle: readConference,
    }),
    inAccount('PUT', '{id}', {
      summary: 'Locks or unlocks a conference, plays to it, records it, or calls out of it',
      handle: actOnConference,
    }),
    inAccount('GET', '{id}/participants', {
      summary: 'Lists those in a conference',
      handle: listParticipants,
    }),
    inAccount('PUT', '{id}/participants', {
      summary: 'Mutes, deafens, kicks or relates those in a conference, or plays to them',
      handle: actOnParticipants,
    }),
    inAccount('GET', '{id}/participants/{participant_id}', {
      summary: 'Gives one of those in a conference',
      handle: readParticipant,
    }),
    inAccount('PUT', '{id}/participants/{participant_id}', {
      summary: 'Mutes, deafens or kicks one of those in a conference, or plays to them',
      handle: actOnParticipant,
    }),
  ],
})

async function readConference(context: AccountContext): Promise<Result> {
  const [{ shown, revision }, live] = await Promise.all([foundConference(context), liveConference(context)])
  return dataResult({ ...shown, _read_only: liveFacts(live) }, revision === undefined ? {} : { revision })
}
