import { answer, failed, type Failure } from '../../failures.ts'
import { isJsonObject, valueAt, type JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import type { SipContent } from '../../outside/switch/port.ts'
import { dataResult, intent, type Outcome } from '../declaration/results.ts'
import { addressOf } from './effects.ts'

/** POST on `sync`: lets the phone fetch its configuration anew (accounts-and-pbx.md, "devices" 8). */
export async function synchronize(context: AccountContext): Promise<Outcome> {
  const device = await context.services.documents.load(context.db, context.arg('id'), 'device')
  if (failed(device)) return device
  return intent(() => {
    const address = addressOf(device, context.account.realm)
    if (address) context.services.switch.checkSync(address.realm, address.username)
    return Promise.resolve(dataResult('sync request sent'))
  })
}

/** PUT on a device: does what `action` says (accounts-and-pbx.md, "devices" 3, 6 and 9). */
export async function act(context: AccountContext): Promise<Outcome> {
  const device = await context.services.documents.load(context.db, context.arg('id'), 'device')
  if (failed(device)) return device
  const action = context.value('action')
  if (action === undefined) return answer(400, 'action required', {})
  if (action !== 'notify') return answer(400, 'invalid action', {})
  const notice = await requestedNotice(context)
  if (failed(notice)) return notice
  return intent(() => {
    const address = addressOf(device, context.account.realm)
    if (address) context.services.switch.notify(address.realm, address.username, notice.event, notice.content)
    return Promise.resolve(dataResult('NOTIFY sent'))
  })
}

interface Notice {
  readonly event: string
  readonly content?: SipContent
}

async function requestedNotice({ services, data }: AccountContext): Promise<Notice | Failure> {
  const checked = await services.validator.validate('devices_notify', withNotice(data))
  if (failed(checked)) return checked
  const { value } = checked
  const event = valueAt(value, ['data', 'event'])
  const contentType = valueAt(value, ['data', 'body', 'content_type'])
  const body = valueAt(value, ['data', 'body', 'data'])
  return {
    event: typeof event === 'string' ? event : '',
    ...(typeof contentType === 'string' && typeof body === 'string' && { content: { contentType, body } }),
  }
}

/** What to send stands in `data.data`, or, when the action stands in the envelope, in `data` itself. */
function withNotice(data: JsonObject): JsonObject {
  if (data['event'] === undefined || isJsonObject(data['data'])) return data
  const { action: _action, ...notice } = data
  return { data: notice }
}
