import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import type { PresenceAnswer, PresenceQuery } from '../../outside/switch/presence.ts'
import type { AccountContext } from '../declaration/context.ts'

/**
 * Who watches whom in the account's realm: of all names how many, of one name each subscription. `timeout`
 * tells that not every server answered (accounts-and-pbx.md and calls-and-events.md, "presence" 5).
 */
export async function subscriptions(
  { services, account, query }: AccountContext,
  username?: string,
): Promise<JsonObject> {
  const event = query.first('event')
  const searchType: PresenceQuery['searchType'] = username === undefined ? 'summary' : 'detail'
  const answer = await services.switch.presence({
    realm: account.realm,
    searchType,
    ...(username !== undefined && { username }),
    ...(typeof event === 'string' && { event }),
  })
  return shown(answer, searchType === 'summary' ? added : ([, later]) => later)
}

function shown({ subscriptions: found, complete }: PresenceAnswer, combine: Combine): JsonObject {
  const [first, ...others] = found
  return {
    ...(first && { subscriptions: others.reduce<Json>((sum, each) => merged(sum, each, combine), first) }),
    ...(!complete && { timeout: true }),
  }
}

/** What two servers say of the same thing, in the order they said it. */
type Combine = (values: readonly [Json, Json]) => Json

/** Objects member by member; whatever else both have, as `combine` says. */
function merged(one: Json, other: Json, combine: Combine): Json {
  if (!isJsonObject(one) || !isJsonObject(other)) return combine([one, other])
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  const member = (object: JsonObject, name: string): Json | undefined =>
    Object.hasOwn(object, name) ? object[name] : undefined
  return Object.fromEntries(
    [...names].map((name) => {
      const [a, b] = [member(one, name), member(other, name)]
      return [name, a === undefined || b === undefined ? (a ?? b) : merged(a, b, combine)]
    }),
  )
}

function added([one, other]: readonly [Json, Json]): Json {
  return typeof one === 'number' && typeof other === 'number' ? one + other : other
}
