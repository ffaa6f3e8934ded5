import { setTimeout as pause } from 'node:timers/promises'
import type { UserFacts } from '../../auth/auth.ts'
import type { Digest, StretchedDigest } from '../../auth/credentials.ts'
import type { SignIn } from '../../auth/sign-in.ts'
import { toText } from '../../documents/coercion.ts'
import { failed, systemError, type Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { Context } from '../declaration/context.ts'
import { intent, type Outcome } from '../declaration/results.ts'
import { closedAccount } from '../sign-in/closed-account.ts'
import { findAccounts, type AccountNames } from '../sign-in/find-account.ts'
import { issueToken } from '../sign-in/issue-token.ts'
import { recordAttempts } from '../sign-in/login-attempts.ts'

/** A user whose credentials were right. */
interface Recognised {
  readonly accountId: string
  readonly user: UserFacts
}

/** PUT: signs a user in (auth-and-system.md, "user_auth" 6). */
export async function login(context: Context): Promise<Outcome> {
  const validated = await context.services.validator.validate('user_auth', context.data)
  if (failed(validated)) return validated
  const { ids } = await findAccounts(context.services, accountNames(validated.value))
  const found = await recognise(context, digestIn(validated.value), ids)
  if (failed(found)) return found
  const { accountId, user } = found
  const refused = await closedAccount(context, accountId, user.id)
  if (refused) return refused
  return intent(() => issueToken(context, { module: 'cb_user_auth', accountId, userId: user.id }))
}

/** What a request calls the account by, in any of the ways the schemas allow. */
export function accountNames(data: JsonObject): AccountNames {
  return {
    phoneNumber: toText(data['phone_number']),
    realm: toText(data['account_realm']) ?? toText(data['realm']),
    name: toText(data['account_name']),
  }
}

/** Milliseconds after hashing before which nobody learns that credentials were wrong: look-ups and records hide in it. */
const answerAfterMs = 50

/**
 * The user whose credentials these are, in the first of the accounts that has one. Guessing is slowed
 * down, and takes the same time whether there is such an account or not.
 */
async function recognise(
  context: Context,
  digest: Digest,
  ids: readonly string[],
): Promise<Recognised | Failure> {
  const { signIn } = context.services
  const { phoneNumber, realm, name } = accountNames(context.data)
  const attempt = {
    address: context.clientIp,
    account: ids[0] ?? phoneNumber ?? realm ?? name ?? '',
    guess: digest.digest,
  }
  return signIn.throttle.permit(attempt, async (permitted) => {
    const stretched = await signIn.credentials.stretch(digest)
    if (failed(stretched)) return stretched
    const found = await userWith(signIn, stretched, ids)
    if (found) {
      permitted.right()
      signIn.credentials.remember(stretched)
      return found
    }
    await signIn.credentials.atEqualCost(digest, stretched)
    const { delayMs, last } = permitted.wrong()
    const locked = last ? '; the address is locked out' : ''
    const message = `no user has these ${digest.method} credentials${locked}`
    const records = ids.map(
      (accountId) =>
        ({ accountId, module: 'cb_user_auth', authType: 'credentials', status: 'failed', message }) as const,
    )
    await Promise.all([recordAttempts(context, records), pause(Math.max(delayMs, answerAfterMs))])
    return systemError('invalid_credentials')
  })
}

async function userWith(
  { credentials, directory }: SignIn,
  stretched: StretchedDigest,
  ids: readonly string[],
): Promise<Recognised | undefined> {
  for (const accountId of ids) {
    const users = await directory.usersByCredentials(accountId, credentials.lookupKeys(accountId, stretched))
    const user = users.find(({ enabled }) => enabled)
    if (user) return { accountId, user }
  }
  return undefined
}

function digestIn(data: JsonObject): Digest {
  return { method: data['method'] === 'sha' ? 'sha' : 'md5', digest: toText(data['credentials']) ?? '' }
}
