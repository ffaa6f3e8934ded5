import { isEmpty, isTrue, toText } from '../../documents/coercion.ts'
import { valueAt, type JsonObject } from '../../json.ts'

/** Who is shown as calling. */
export interface CallerId {
  readonly name: string | undefined
  readonly number: string | undefined
}

/** Whose caller id counts, the outermost first. */
export interface CallerIdLayers {
  readonly account: JsonObject
  readonly user: JsonObject | undefined
  readonly device: JsonObject | undefined
}

/**
 * The caller id that a call shows to telephones of the account (`internal`) or to others (`external`): the
 * user's over the device's over the account's, each part for itself (accounts-and-pbx.md, "endpoint attribute
 * merging"). Within the account a user is at least shown by name.
 */
export function callerIdOf(layers: CallerIdLayers, kind: 'internal' | 'external'): CallerId {
  const { account, user, device } = layers
  const [outer, inner] = isTrue(account['prefer_device_caller_id']) ? [user, device] : [device, user]
  const part = (name: string): string | undefined =>
    [inner, outer, account]
      .map((layer) => layer && valueAt(layer, ['caller_id', kind, name]))
      .map((value) => (isEmpty(value) ? undefined : toText(value)))
      .find((text) => text !== undefined)
  return { name: part('name') ?? (kind === 'internal' ? fullName(user) : undefined), number: part('number') }
}

function fullName(user: JsonObject | undefined): string | undefined {
  const names = [user?.['first_name'], user?.['last_name']].map(toText)
  return toText(names.filter((name) => name !== undefined).join(' '))
}
