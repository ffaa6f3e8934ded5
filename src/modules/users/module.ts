import { userType, usersByCredentials } from '../../auth/directory.ts'
import type { Document } from '../../documents/document.ts'
import { failed, type Failure } from '../../failures.ts'
import { numberRules } from '../declaration/account-numbers.ts'
import { admins } from '../declaration/admins.ts'
import type { AccountContext } from '../declaration/context.ts'
import { crud } from '../declaration/crud.ts'
import type { Draft } from '../declaration/crud-declaration.ts'
import { planCredentials } from './credentials.ts'
import { tellSwitch } from './effects.ts'
import { keptFields, normalizedUser } from './fields.ts'
import { photoOperations } from './photo.ts'
import { adminsOrSelf, refusedToSelf } from './rights.ts'
import { userKey, userSummary } from './summary.ts'
import { uniqueOfUser } from './unique.ts'
import { vcardOperation } from './vcard.ts'
import { welcomeMail } from './welcome-mail.ts'

/** Passwords of users about to be created, for the mail that welcomes them: the documents never have them. */
const newPasswords = new WeakMap<AccountContext, string>()

/** Users: the people of an account, who log in and own devices (accounts-and-pbx.md "users"). */
export default crud({
  name: 'users',
  type: userType,
  schema: 'users',
  noun: 'user',
  permissions: { create: admins, replace: adminsOrSelf, patch: adminsOrSelf, delete: admins },
  listing: { version: 1, key: userKey, entry: userSummary },
  views: [usersByCredentials],
  unique: uniqueOfUser,
  prepare: ({ services, account }, { body }) => ({
    body: normalizedUser(body, numberRules(services, account)),
  }),
  check: checkUser,
  also: (context, { draft, existing }) =>
    draft && !existing ? welcomeMail(context, draft.body, newPasswords.get(context)) : [],
  written: (context, change) => {
    if (change.verb !== 'DELETE') tellSwitch(context, change)
  },
  operations: [vcardOperation, ...photoOperations],
})

async function checkUser(
  context: AccountContext,
  { body }: Draft,
  existing?: Document,
): Promise<Draft | Failure> {
  const refused = existing && (await refusedToSelf(context, existing, body))
  if (refused) return refused
  const credentials = await planCredentials(context.services, context.db, body, existing)
  if (failed(credentials)) return credentials
  const { username, password, hidden, errors } = credentials
  if (password !== undefined) newPasswords.set(context, password)
  return {
    body: { ...keptFields(body), ...(username !== undefined && { username }) },
    hidden,
    ...(errors && { errors }),
  }
}
