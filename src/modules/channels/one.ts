import { answer, failed, type Failure } from '../../failures.ts'
import type { ChannelDetails } from '../../outside/switch/channels.ts'
import { unanswered } from '../../outside/switch/unanswered.ts'
import { inApiNames } from '../declaration/api-names.ts'
import type { AccountContext } from '../declaration/context.ts'
import { dataResult, type Result } from '../declaration/results.ts'

/**
 * The live channel of a request. Fails with 503 when nobody answers, and 404 when those who do have no such
 * channel of the account (calls-and-events.md, "channels" 7 and 9).
 */
export async function channelOf(context: AccountContext): Promise<ChannelDetails | Failure> {
  const callId = context.arg('call_id')
  const channel = await context.services.switch.channel(callId)
  if (unanswered(channel)) return answer(503, 'datastore timeout')
  return channel?.accountId === context.account.id ? channel : answer(404, 'bad identifier', [callId])
}

/** GET: one channel. */
export async function readChannel(context: AccountContext): Promise<Result | Failure> {
  const channel = await channelOf(context)
  if (failed(channel)) return channel
  const { accountId: _own, ...facts } = channel
  return dataResult(inApiNames(facts))
}
