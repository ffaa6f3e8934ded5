import { userType } from '../auth/directory.ts'
import type { View } from '../documents/types.ts'
import { failed, type Failure } from '../failures.ts'
import { isJsonObject, valueAt, type JsonObject } from '../json.ts'
import type { DocumentFacts } from '../documents/document.ts'
import type { AccountContext } from './declaration/context.ts'
import { listing } from './declaration/listing.ts'
import { inAccount, type Module } from './declaration/module.ts'
import { dataResult, type Result } from './declaration/results.ts'
import { userSummary } from './users/summary.ts'

/** One row for each user who is logged in at a device, by user. */
const hotdesks: View = {
  name: 'hotdesks/crossbar_listing',
  version: 1,
  emit: (device) =>
    guestsOf(device).map((user) => ({
      key: user,
      value: { device_id: device.id, device_name: device.body['name'] },
    })),
}

/** Who is logged in at which device; what devices say of it (accounts-and-pbx.md and calls-and-events.md, "hotdesks"). */
export default {
  name: 'hotdesks',
  documents: [{ type: 'device', views: [hotdesks] }],
  operations: [
    inAccount('GET', '', {
      summary: 'Lists the devices at which users are logged in, or the users who are logged in at a device',
      handle: readHotdesks,
    }),
  ],
} satisfies Module

function readHotdesks(context: AccountContext): Result | Failure | Promise<Result | Failure> {
  const before = context.nouns.at(-2)
  const [id] = before?.args ?? []
  if (before?.name === 'devices' && id !== undefined) return guests(context, id)
  const user = before?.name === 'users' ? id : undefined
  return listing(context, {
    view: hotdesks.name,
    ...(user !== undefined && { low: user, high: user }),
  })
}

/** The users who are logged in at a device; those that are gone are left out. */
async function guests({ services, db }: AccountContext, deviceId: string): Promise<Result | Failure> {
  const device = await services.documents.load(db, deviceId, 'device')
  if (failed(device)) return device
  const ids = guestsOf(device)
  const found = await services.documents.findMany(db, ids)
  const users = new Map(found.filter(({ type }) => type === userType).map((user) => [user.id, user]))
  return dataResult(
    ids.flatMap((id) => {
      const user = users.get(id)
      return user ? [guestSummary(user)] : []
    }),
  )
}

/** Features of a user that are told here. */
const otherFeatures: ReadonlySet<unknown> = new Set(['do_not_disturb', 'ctu', 'desktop'])

/** As in the listing of users, without flags, what the user's document lists as features, and a few of those that are on. */
function guestSummary(user: DocumentFacts): JsonObject {
  const { features: _stored, ...body } = user.body
  const { flags: _flags, features, ...summary } = userSummary({ body })
  return {
    id: user.id,
    features: Array.isArray(features) ? features.filter((feature) => !otherFeatures.has(feature)) : [],
    ...summary,
  }
}

function guestsOf({ body }: Pick<DocumentFacts, 'body'>): readonly string[] {
  const users = valueAt(body, ['hotdesk', 'users'])
  return isJsonObject(users) ? Object.keys(users) : []
}
