import { userType } from '../../auth/directory.ts'
import type { Change } from '../../documents/changes.ts'
import { failed, invalid, type Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { Services } from '../declaration/services.ts'
import { planCredentials } from './credentials.ts'
import { keptFields, normalizedUser } from './fields.ts'

/**
 * The change that creates a user with the given public fields and `password`, as PUT would. The account
 * may be created by the same write. Fails with what is wrong with the fields; values that another
 * user of the account has already are refused by the write itself.
 */
export async function planUser(
  services: Services,
  accountId: string,
  fields: JsonObject,
): Promise<Change | Failure> {
  const checked = await services.validator.check('users', normalizedUser(fields, {}))
  if (failed(checked)) return checked
  const credentials = await planCredentials(services, accountId, checked.value)
  if (failed(credentials)) return credentials
  const errors = { ...checked.errors, ...credentials.errors }
  if (Object.keys(errors).length > 0) return invalid(errors)
  const { username, hidden } = credentials
  return {
    change: 'create',
    db: accountId,
    type: userType,
    body: { ...keptFields(checked.value), ...(username !== undefined && { username }) },
    hidden,
  }
}
