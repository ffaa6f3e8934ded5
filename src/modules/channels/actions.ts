import { answer, failed, invalidField, type Failure } from '../../failures.ts'
import type { Json, JsonObject } from '../../json.ts'
import type { ChannelAction, ChannelDetails } from '../../outside/switch/channels.ts'
import type { AccountContext } from '../declaration/context.ts'
import { dataResult, intent, type Outcome } from '../declaration/results.ts'
import { channelOf } from './one.ts'

/**
 * POST on a channel: does what `action` says. That it was told to does not mean that it happens
 * (calls-and-events.md, "channels" 6 and 8).
 */
export async function actOnChannel(context: AccountContext): Promise<Outcome> {
  const channel = await channelOf(context)
  if (failed(channel)) return channel
  const action = requestedAction(context)
  if (!isAction(action)) return answer(400, 'invalid data', {})
  const data = actions[action](context, channel)
  if (failed(data)) return data
  return intent(() => {
    context.services.switch.actOnChannel({ callId: channel.callId, action, data })
    return Promise.resolve(dataResult(`${action} initiated`))
  })
}

/** PUT on a channel: sends it through a metaflow, the request's data. */
export async function sendMetaflow(context: AccountContext): Promise<Outcome> {
  const channel = await channelOf(context)
  if (failed(channel)) return channel
  if (requestedAction(context) !== 'metaflow') return answer(400, 'invalid data', {})
  const { action: _action, ...flow } = context.data
  const checked = await context.services.validator.validate('metaflow', flow)
  if (failed(checked)) return checked
  return intent(() => {
    context.services.switch.runMetaflow(channel.callId, checked.value)
    return Promise.resolve(dataResult('metaflow sent'))
  })
}

function requestedAction(context: AccountContext): Json | undefined {
  return context.body.envelope['action'] ?? context.value('action')
}

type Action = ChannelAction['action']

/** What each action tells the switch, or what it lacks. */
const actions: Readonly<
  Record<Action, (context: AccountContext, channel: ChannelDetails) => JsonObject | Failure>
> = {
  hangup: () => ({}),
  break: () => ({}),
  transfer: (context, { otherLegCallId }) => {
    if (otherLegCallId === undefined)
      return lacks('other_leg_call_id', 'The channel is not bridged to another')
    const target = context.value('target')
    if (target === undefined) return lacks('target', 'Say where to transfer to')
    const type = context.value('transfer-type') ?? 'blind'
    return known({ target, 'transfer-type': type, moh: context.value('moh') })
  },
  callflow: (context) =>
    known({
      id: context.value('id'),
      captures: context.value('captures'),
      collected: context.value('collected'),
    }),
  intercept: (context) => {
    const [type, id] = [context.value('target_type'), context.value('target_id')]
    if (type === undefined) return lacks('target_type', 'Say what kind of target it is')
    if (id === undefined) return lacks('target_id', 'Say which target it is')
    return known({ target_type: type, target_id: id, unbridged_only: context.value('unbridged_only') })
  },
}

function isAction(action: Json | undefined): action is Action {
  return typeof action === 'string' && Object.hasOwn(actions, action)
}

function lacks(field: string, message: string): Failure {
  return invalidField(field, 'required', { message })
}

function known(data: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined))
}
