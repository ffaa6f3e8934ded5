import { accountsDb } from '../../documents/accounts.ts'
import { systemAuthor } from '../../documents/author.ts'
import type { Change } from '../../documents/changes.ts'
import { newId } from '../../documents/identifiers.ts'
import { badIdentifier, failed, invalidField, type Failure } from '../../failures.ts'
import type { Services } from '../declaration/services.ts'
import { planUser } from '../users/creation.ts'
import { planAccount } from './creation.ts'
import { defaultTimezone } from './default-timezone.ts'
import { draftAccount, type AccountDraft } from './draft.ts'
import { isEnabled } from './state-change.ts'
import { onStandingTree } from './tree-guard.ts'

/** An account and its first user, as an operator asks for them. */
export interface AccountWithAdmin {
  readonly name: string
  readonly realm: string
  readonly username: string
  readonly password: string
  /** 32 letters or digits; made up when absent. */
  readonly accountId?: string
  /** 32 letters or digits; made up when absent. */
  readonly userId?: string
  /** 64 hex digits; random when absent. */
  readonly apiKey?: string
}

/** What was created. */
export interface CreatedAccount {
  readonly accountId: string
  readonly userId: string
  /** Whether it is the first account of the system, and so its master account. */
  readonly first: boolean
}

/** Rights of the master account. */
const mastersFields = {
  pvt_superduper_admin: true,
  pvt_wnm_allow_additions: true,
  pvt_reseller: true,
}

/**
 * Creates an account with an admin user, all in one write: below the master account, or as master account where
 * there is none (auth-and-system.md, "crossbar_maintenance" create_account). Fails with what is wrong with the
 * fields.
 */
export async function createAccountWithAdmin(
  services: Services,
  wanted: AccountWithAdmin,
): Promise<CreatedAccount | Failure> {
  const { accountId = newId(), userId = newId(), name, realm } = wanted
  for (const id of [accountId, userId])
    if (!/^[A-Za-z0-9]{32}$/.test(id))
      return invalidField('id', 'invalid', { message: 'An id must be 32 letters or digits', cause: id })
  const draft = await draftAccount(services, { name, realm }, { timezone: defaultTimezone(services) })
  if (failed(draft)) return draft
  const user = await planUser(services, accountId, {
    first_name: 'Account',
    last_name: 'Admin',
    username: wanted.username,
    password: wanted.password,
    priv_level: 'admin',
  })
  if (failed(user)) return user
  const masterId = services.accounts.masterId
  const written = await onStandingTree(services.documents, async (guard) => {
    const account = await accountChanges(services, accountId, draft, masterId, wanted.apiKey)
    if (failed(account)) return account
    const admin: Change = user.change === 'create' ? { ...user, id: userId } : user
    return await services.documents.write([...account, admin, guard], systemAuthor)
  })
  return failed(written) ? written : { accountId, userId, first: masterId === undefined }
}

async function accountChanges(
  services: Services,
  id: string,
  draft: AccountDraft,
  masterId: string | undefined,
  apiKey: string | undefined,
): Promise<readonly Change[] | Failure> {
  const shared = { id, draft, ...(apiKey !== undefined && { apiKey }) }
  if (masterId === undefined) {
    const first = { ...shared, parent: undefined, enabled: true, hidden: mastersFields }
    return [
      ...(await planAccount(services, first)),
      await services.config.planSet('accounts', 'default', 'master_account_id', id),
    ]
  }
  const parent = await services.documents.find(accountsDb, masterId)
  if (!parent) return badIdentifier(masterId)
  return await planAccount(services, { ...shared, parent, enabled: isEnabled(parent) })
}
