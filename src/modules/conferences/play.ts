import { answer, failed, invalidField, type Failure } from '../../failures.ts'
import { isJsonObject, type JsonObject } from '../../json.ts'
import { mediaPath } from '../declaration/media-path.ts'
import { toText } from '../../documents/coercion.ts'
import type { AccountContext } from '../declaration/context.ts'
import { dataResult, intent, type Outcome } from '../declaration/results.ts'
import { placeOf } from './live.ts'

/** What an action is to work with: `data` within the request's data, else the data itself. Fails when there is none. */
export function argumentsOf(context: AccountContext, action: string): JsonObject | Failure {
  const data = context.value('data')
  if (isJsonObject(data)) return data
  return invalidField('data', 'required', { message: `The action '${action}' needs a data object` })
}

/** Plays a medium to a conference, or to one participant (accounts-and-pbx.md, "conferences" 6). */
export async function play(context: AccountContext, participantId?: number): Promise<Outcome> {
  const data = argumentsOf(context, 'play')
  if (failed(data)) return data
  const id = toText(data['media_id'])
  if (id === undefined)
    return invalidField('data.media_id', 'required', { message: 'Name a medium by its id or URL' })
  const media = await mediaPath(context, id)
  if (media === undefined) return answer(404, 'bad identifier', [id])
  return intent(() => {
    context.services.switch.commandConference(placeOf(context), {
      command: 'play',
      media,
      ...(participantId !== undefined && { participantId }),
    })
    return Promise.resolve(dataResult('ok'))
  })
}
