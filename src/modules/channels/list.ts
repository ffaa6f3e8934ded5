import { answer, badIdentifier, failed, faultyPath, type Failure } from '../../failures.ts'
import { isJsonObject, valueAt } from '../../json.ts'
import type { DocumentFacts } from '../../documents/document.ts'
import type { ChannelQuery } from '../../outside/switch/channels.ts'
import { unanswered } from '../../outside/switch/unanswered.ts'
import { inApiNames } from '../declaration/api-names.ts'
import type { Context } from '../declaration/context.ts'
import { dataResult, type Result } from '../declaration/results.ts'
import { textAt } from '../devices/fields.ts'
import { devicesUsedBy } from '../devices/used-by.ts'

/** GET: live channels of what the path names; what has arrived in time (calls-and-events.md, "channels" 4 and 9). */
export async function listChannels(context: Context): Promise<Result | Failure> {
  const query = await requestedQuery(context)
  if (failed(query)) return query
  if (!query) return dataResult([])
  const channels = await context.services.switch.channels(query)
  if (unanswered(channels)) return answer(500, 'could not reach ecallmgr channels')
  // Several media servers may know of the same channel; the last one counts.
  const shown = new Map(channels.map((channel) => [channel.uuid, inApiNames(channel)]))
  return dataResult([...shown.values()])
}

/** What to ask for; nothing where the answer is known to be empty. */
async function requestedQuery(context: Context): Promise<ChannelQuery | Failure | undefined> {
  const { services, account, nouns } = context
  if (!account) {
    const shown = services.config.flag('crossbar.channels', 'system_wide_channels_list', false)
    return shown ? 'all' : undefined
  }
  const before = nouns.at(-2)
  const [id, ...further] = before?.args ?? []
  if (id === undefined || further.length > 0) return faultyPath()
  switch (before?.name) {
    case 'accounts':
      return { accountId: account.id }
    case 'users':
      return usernamesOf(account.realm, await devicesUsedBy(services.documents, account.id, id))
    case 'devices':
      return usernamesOf(account.realm, await services.documents.findMany(account.id, [id]))
    case 'groups': {
      const members = await groupDevices(context, account.id, id)
      return failed(members) ? members : usernamesOf(account.realm, members)
    }
    default:
      return faultyPath()
  }
}

/** Devices of a group and of the users in it; members that are gone are left out. */
async function groupDevices(
  { services: { documents } }: Context,
  db: string,
  groupId: string,
): Promise<readonly DocumentFacts[] | Failure> {
  const group = await documents.load(db, groupId, 'group')
  if (failed(group)) return badIdentifier(groupId)
  const { endpoints } = group.body
  const members = Object.entries(isJsonObject(endpoints) ? endpoints : {})
  const ofType = (type: string): readonly string[] =>
    members.filter(([, member]) => valueAt(member, ['type']) === type).map(([id]) => id)
  const devices = await documents.findMany(db, ofType('device'))
  const ofUsers = await Promise.all(ofType('user').map((user) => devicesUsedBy(documents, db, user)))
  return [...devices, ...ofUsers.flat()]
}

function usernamesOf(realm: string, devices: readonly DocumentFacts[]): ChannelQuery | undefined {
  const names = devices.map(({ body }) => textAt(body, 'sip', 'username'))
  const usernames = [...new Set(names.filter((name) => name !== undefined))].toSorted()
  return usernames.length > 0 ? { realm, usernames } : undefined
}
