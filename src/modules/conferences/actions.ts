import { failed, invalidField, systemError } from '../../failures.ts'
import type { ConferenceCommand } from '../../outside/switch/conferences.ts'
import type { AccountContext } from '../declaration/context.ts'
import { dataResult, intent, type Intent, type Outcome } from '../declaration/results.ts'
import { dial } from './dial.ts'
import { placeOf } from './live.ts'
import { argumentsOf, play } from './play.ts'

/** PUT on a conference: does what `action` says (accounts-and-pbx.md, "conferences" 3, 6 and 8). */
export function actOnConference(context: AccountContext): Outcome | Promise<Outcome> {
  const action = context.body.envelope['action'] ?? context.data['action']
  switch (action) {
    case 'lock':
    case 'unlock':
      return commanding(context, { command: action }, 'ok')
    case 'play':
      return play(context)
    case 'record':
      return record(context)
    case 'dial':
      return dial(context)
    default:
      return systemError('faulty_request')
  }
}

function record(context: AccountContext): Outcome {
  const data = argumentsOf(context, 'record')
  if (failed(data)) return data
  const { action } = data
  switch (action) {
    case 'start':
      return commanding(context, { command: 'record' }, 'starting recording')
    case 'stop':
      return commanding(context, { command: 'recordstop' }, 'stopping recording')
    case undefined:
    case null:
    case '':
      return invalidField('data.action', 'required', { message: 'Say whether to start or stop' })
    default:
      return invalidField('data.action', 'enum', {
        message: 'must be one of the allowed values',
        target: ['start', 'stop'],
        value: action,
      })
  }
}

function commanding(context: AccountContext, command: ConferenceCommand, said: string): Intent {
  return intent(() => {
    context.services.switch.commandConference(placeOf(context), command)
    return Promise.resolve(dataResult(said))
  })
}
