import { anywhere, inAccount, type Module } from '../declaration/module.ts'
import { actOnChannel, sendMetaflow } from './actions.ts'
import { listChannels } from './list.ts'
import { readChannel } from './one.ts'

/** Live calls (calls-and-events.md, "channels"). */
export default {
  name: 'channels',
  operations: [
    anywhere('GET', '', {
      summary: 'Lists the live channels of the account, a user, a device or a group, or of the whole system',
      permission: 'tree',
      accountless: 'superduper',
      handle: listChannels,
    }),
    inAccount('GET', '{call_id}', {
      summary: 'Gives one live channel',
      handle: readChannel,
    }),
    inAccount('POST', '{call_id}', {
      summary: 'Transfers, hangs up, breaks or intercepts a channel, or runs a callflow on it',
      handle: actOnChannel,
    }),
    inAccount('PUT', '{call_id}', {
      summary: 'Sends a channel through a metaflow',
      schema: 'metaflow',
      handle: sendMetaflow,
    }),
  ],
} satisfies Module
