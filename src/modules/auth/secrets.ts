import { newSignatureSecret } from '../../auth/passwords.ts'
import { userType } from '../../auth/directory.ts'
import { systemAuthor } from '../../documents/author.ts'
import { randomHex } from '../../documents/identifiers.ts'
import { failed, forbidden, type Failure } from '../../failures.ts'
import { setPrivateFields } from '../accounts/private-fields.ts'
import { admins } from '../declaration/admins.ts'
import type { Context } from '../declaration/context.ts'
import type { Rule } from '../declaration/module.ts'
import { dataResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import { issueToken } from '../sign-in/issue-token.ts'
import { unknownAction } from './keys.ts'

const reset = 'reset_signature_secret'

/**
 * Who may end all tokens of an account or user: admins, and users their own. The original lets every user of the
 * tree do so.
 */
export const resetPermission: Rule = {
  name: 'admin users and API keys of the account or one above it; behind a user also the user itself',
  allows: (context) => isOwn(context) || admins.allows(context),
}

function isOwn(context: Context): boolean {
  const { auth, account } = context
  if (!auth || auth.accountId !== account?.id) return false
  return auth.ownerId !== undefined && auth.ownerId === userOf(context)
}

/** PUT: what `action` says; with an account in the path the only action is to end its tokens, or a user's. */
export function act(context: Context): Outcome {
  const action = context.value('action')
  if (context.account)
    return action === reset ? resetIdentity(context, context.account.id) : unknownAction(context)
  if (action === 'refresh_token') return refresh(context)
  if (action !== reset) return unknownAction(context)
  return context.auth?.superduper ? resetSystem(context) : forbidden()
}

/** A new token for whom the caller is; those who act as somebody else keep to the token they have. */
function refresh(context: Context): Outcome {
  const { auth } = context
  if (!auth || auth.masqueradedBy) return forbidden()
  const { accountId, ownerId, impersonatedBy } = auth
  return intent(() =>
    issueToken(context, {
      module: 'cb_auth',
      accountId,
      ...(ownerId !== undefined && { userId: ownerId }),
      // The token at hand vouches for the second factor.
      vouched: true,
      ...(impersonatedBy && {
        claims: {
          original_account_id: impersonatedBy.accountId,
          ...(impersonatedBy.ownerId !== undefined && { original_owner_id: impersonatedBy.ownerId }),
        },
      }),
    }),
  )
}

/** Ends all tokens there are. */
function resetSystem({ services }: Context): Outcome {
  return intent(async () => {
    const { config } = services
    const secret = randomHex(32)
    const written = await config.set('auth', 'default', 'secret_for_user_signature', secret, systemAuthor)
    return failed(written) ? written : dataResult(undefined, { authToken: null })
  })
}

/** Ends all tokens of the user in the path, or of the account itself. */
function resetIdentity(context: Context, accountId: string): Outcome {
  const { services } = context
  const hidden = { pvt_signature_secret: newSignatureSecret() }
  const userId = userOf(context)
  return intent(async (): Promise<Result | Failure> => {
    if (userId === undefined) {
      const written = await setPrivateFields(services, accountId, hidden)
      return failed(written) ? written : dataResult()
    }
    const user = await services.documents.load(accountId, userId, userType)
    if (failed(user)) return user
    const change = { change: 'replace', document: user, body: user.body, hidden } as const
    const written = await services.documents.writeOne(change, context.author)
    return failed(written) ? written : dataResult()
  })
}

function userOf(context: Context): string | undefined {
  return context.noun('users')?.[0]
}
