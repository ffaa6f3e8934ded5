import { isEmpty, isTrue } from '../../documents/coercion.ts'
import type { DocumentFacts } from '../../documents/document.ts'
import { pick } from '../../documents/types.ts'
import { valueAt, type JsonObject } from '../../json.ts'
import { smartpbxFeatures } from '../declaration/smartpbx.ts'

/** Public fields that stand in the listing as they are. */
const plain = [
  'username',
  'email',
  'first_name',
  'last_name',
  'priv_level',
  'feature_level',
  'presence_id',
  'timezone',
  'call_recording',
  'service',
]

/** What the listing of users sorts by (accounts-and-pbx.md, "users" 4). */
export function userKey({ body }: DocumentFacts): string {
  return `${text(body, 'last_name')} ${text(body, 'first_name')}`
}

/** A user's entry in the listing (accounts-and-pbx.md, "users" 4). */
export function userSummary({ body }: Pick<DocumentFacts, 'body'>): JsonObject {
  return { features: features(body), ...pick(body, plain), flags: body['flags'] ?? [] }
}

/** What a user has switched on. */
function features(body: JsonObject): readonly string[] {
  const stored = body['features']
  const forwards = enabled(body, 'call_forward')
  const found: readonly (readonly [string, boolean])[] = [
    ['hotdesk', enabled(body, 'hotdesk')],
    ['call_forward', forwards],
    ['call_forward_failover', !forwards && isTrue(valueAt(body, ['call_forward', 'failover']))],
    ['caller_id', !isEmpty(valueAt(body, ['caller_id', 'external', 'number']))],
    ['vm_to_email', isTrue(body['vm_to_email_enabled'])],
    ['music_on_hold', !isEmpty(valueAt(body, ['music_on_hold', 'media_id']))],
    ['do_not_disturb', enabled(body, 'do_not_disturb')],
    ['ctu', enabled(body, 'ctu')],
    ['desktop', enabled(body, 'desktop')],
  ]
  return [
    ...(Array.isArray(stored) ? stored.filter((each): each is string => typeof each === 'string') : []),
    ...smartpbxFeatures(body),
    ...found.filter(([, on]) => on).map(([name]) => name),
  ]
}

function enabled(body: JsonObject, feature: string): boolean {
  return isTrue(valueAt(body, [feature, 'enabled']))
}

function text(body: JsonObject, field: string): string {
  const value = body[field]
  return typeof value === 'string' ? value : ''
}
