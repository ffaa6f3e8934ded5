import { userType, usersByCredentials } from '../../auth/directory.ts'
import type { Document } from '../../documents/document.ts'
import { failed, type Failure } from '../../failures.ts'
import type { AccountContext } from '../declaration/context.ts'
import { crud, type Draft } from '../declaration/crud.ts'
import { planCredentials } from './credentials.ts'
import { keptFields, normalizedUser } from './fields.ts'
import { userKey, userSummary } from './summary.ts'
import { uniqueOfUser } from './unique.ts'

/** Users: the people of an account, who log in and own devices (accounts-and-pbx.md "users"). */
export default crud({
  name: 'users',
  type: userType,
  schema: 'users',
  noun: 'user',
  listing: { version: 1, key: userKey, entry: userSummary },
  views: [usersByCredentials],
  unique: uniqueOfUser,
  prepare: (context, { body }) => ({
    body: normalizedUser(context.services, body, context.account.document.body['dial_plan']),
  }),
  check: checkUser,
})

async function checkUser(
  context: AccountContext,
  { body }: Draft,
  existing?: Document,
): Promise<Draft | Failure> {
  const credentials = await planCredentials(context.services, context.db, body, existing)
  if (failed(credentials)) return credentials
  const { username, hidden, errors } = credentials
  return {
    body: { ...keptFields(body), ...(username !== undefined && { username }) },
    hidden,
    ...(errors && { errors }),
  }
}
