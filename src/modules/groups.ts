import { isEmpty } from '../documents/coercion.ts'
import type { DocumentFacts } from '../documents/document.ts'
import { pick, type View } from '../documents/types.ts'
import { isJsonObject, valueAt, type JsonObject } from '../json.ts'
import { crud } from './declaration/crud.ts'
import { smartpbxFeatures } from './declaration/smartpbx.ts'

/** Groups by the users in them; groups within groups are not looked into (accounts-and-pbx.md, "groups" 2). */
const groupsOfUser: View = {
  name: 'groups/crossbar_listing_by_user',
  version: 1,
  emit: (group) =>
    Object.entries(endpointsOf(group))
      .filter(([, endpoint]) => valueAt(endpoint, ['type']) === 'user')
      .map(([user]) => ({ key: user, value: { id: group.id, ...groupSummary(group) } })),
}

/** Groups: users, devices and other groups that are rung or paged together (accounts-and-pbx.md, "groups"). */
export default crud({
  name: 'groups',
  type: 'group',
  schema: 'groups',
  noun: 'group',
  listing: {
    version: 1,
    key: (group) => group.id,
    entry: groupSummary,
    scope: (context) => {
      const user = context.noun('users')?.[0]
      return user === undefined ? undefined : { view: groupsOfUser.name, low: user, high: user }
    },
  },
  views: [groupsOfUser],
  // The schema has a default, but a group that says nothing of its endpoints is refused.
  prepare: (_context, { body }) => ({
    body,
    ...(body['endpoints'] === undefined && {
      errors: { endpoints: { required: { message: 'is required', value: 'endpoints' } } },
    }),
  }),
})

function groupSummary(group: Pick<DocumentFacts, 'body'>): JsonObject {
  const { body } = group
  return {
    ...pick(body, ['name']),
    features: [
      ...smartpbxFeatures(body),
      ...(isEmpty(valueAt(body, ['music_on_hold', 'media_id'])) ? [] : ['music_on_hold']),
    ],
    endpoints: Object.keys(endpointsOf(group)).length,
    flags: body['flags'] ?? [],
  }
}

function endpointsOf({ body }: Pick<DocumentFacts, 'body'>): JsonObject {
  return isJsonObject(body['endpoints']) ? body['endpoints'] : {}
}
