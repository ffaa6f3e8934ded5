import { systemAuthDb } from '../../auth/kept-keys.ts'
import { isFalse, isTrue, toText } from '../../documents/coercion.ts'
import type { Document } from '../../documents/document.ts'
import { systemError, type Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { Context } from '../declaration/context.ts'
import type { Services } from '../declaration/services.ts'
import { signInCategory, type AuthModule, type AuthModuleConfig } from '../sign-in/auth-modules.ts'
import { defaultProvider } from '../sign-in/default-provider.ts'
import { recordAttempts } from '../sign-in/login-attempts.ts'
import { askDuo, duoProvider } from './duo-login.ts'
import { isSecondFactor } from './providers.ts'
import { settingsOf } from './sealed-settings.ts'
import { totpProvider } from './totp-factor.ts'
import { askTotp } from './totp-login.ts'

/** Who is to bring a second factor. */
export interface FirstFactor {
  readonly module: AuthModule
  readonly accountId: string
  readonly userId?: string
}

/** What came of the second factor. */
export type FactorVerdict =
  /** It was right; `claim` goes into the token, `shown` into the answer. */
  | { readonly verdict: 'right'; readonly claim?: string; readonly shown?: JsonObject }
  /** It is still to come: what the client needs for that. */
  | { readonly verdict: 'asked'; readonly settings: JsonObject }
  | { readonly verdict: 'wrong'; readonly message: string }
  /** The provider is not set up so that anybody could be recognised. */
  | { readonly verdict: 'unusable'; readonly message: string }

/** A sign-in that needs no second factor, or brought the right one. */
export interface SecondFactorPassed {
  readonly claim?: string
  readonly shown?: JsonObject
}

/**
 * Asks for the second factor that the configuration demands, or checks the one that was sent as
 * `multi_factor_response` (auth-and-system.md, "multi_factor", login flow). 401 `invalid_credentials` with
 * `multi_factor_request` where it is still to come; without it where it is wrong, where the provider is disabled,
 * and where there is none that works: the original lets everybody in then, which the setting
 * `crossbar.auth.multi_factor_fail_open` brings back.
 */
export async function checkSecondFactor(
  context: Context,
  who: FirstFactor,
  config: AuthModuleConfig,
): Promise<SecondFactorPassed | Failure> {
  const { services } = context
  if (!isDemanded(services, who, config)) return {}
  const provider = await secondFactorProvider(services, config)
  if (!provider) return await unusable(context, who, 'there is no provider of second factors')
  const name = toText(provider.body['provider_name']) ?? ''
  if (isFalse(provider.body['enabled'])) return await refuse(context, who, `the provider ${name} is disabled`)
  const verdict = await ask(context, who, provider, name)
  switch (verdict.verdict) {
    case 'right':
      await record(context, who, 'success', 'the second factor was right')
      return verdict
    case 'asked':
      return systemError('invalid_credentials', {
        message: 'second factor required',
        multi_factor_request: { provider_name: name, settings: verdict.settings },
      })
    case 'wrong':
      return await refuse(context, who, verdict.message)
    case 'unusable':
      return await unusable(context, who, verdict.message)
  }
}

/** The provider a configuration points to: an account's, else the system's default one. */
export async function secondFactorProvider(
  { documents, config: systemConfig }: Pick<Services, 'documents' | 'config'>,
  { multiFactor }: Pick<AuthModuleConfig, 'multiFactor'>,
): Promise<Document | undefined> {
  const accountId = toText(multiFactor['account_id'])
  const id = toText(multiFactor['configuration_id'])
  const document =
    accountId === undefined || id === undefined
      ? await documents.find(systemAuthDb, defaultProvider(systemConfig))
      : await documents.find(accountId, id)
  return isSecondFactor(document) ? document : undefined
}

/** A configuration of an account above counts for those below it only if it says so; the master account always has to. */
function isDemanded(
  { accounts }: Pick<Services, 'accounts'>,
  { accountId }: FirstFactor,
  { multiFactor }: AuthModuleConfig,
): boolean {
  if (!isTrue(multiFactor['enabled'])) return false
  const of = toText(multiFactor['account_id'])
  return (
    accountId === accounts.masterId ||
    of === undefined ||
    of === accountId ||
    isTrue(multiFactor['include_subaccounts'])
  )
}

/** Checks what was sent; guessing is slowed down for the user, wherever it comes from. */
async function ask(
  context: Context,
  { accountId, userId }: FirstFactor,
  provider: Document,
  name: string,
): Promise<FactorVerdict> {
  if (userId === undefined) return { verdict: 'unusable', message: 'there is no user to ask' }
  const login = {
    context,
    whose: { accountId, userId },
    settings: settingsOf(context.services, provider),
    response: toText(context.data['multi_factor_response']),
  }
  if (name === duoProvider) return await askDuo(login)
  if (name === totpProvider) return await askTotp(login)
  return { verdict: 'unusable', message: `nothing is known of the provider ${name}` }
}

async function unusable(
  context: Context,
  who: FirstFactor,
  message: string,
): Promise<SecondFactorPassed | Failure> {
  await record(context, who, 'failed', message)
  const { config, log } = context.services
  const opens = config.flag(signInCategory, 'multi_factor_fail_open', false)
  log.warn({ account: who.accountId, reason: message, letIn: opens }, 'a second factor cannot be checked')
  return opens ? {} : systemError('invalid_credentials')
}

async function refuse(context: Context, who: FirstFactor, message: string): Promise<Failure> {
  await record(context, who, 'failed', message)
  return systemError('invalid_credentials')
}

async function record(
  context: Context,
  { module, accountId, userId }: FirstFactor,
  status: 'success' | 'failed',
  message: string,
): Promise<void> {
  const metadata = { account_id: accountId, ...(userId !== undefined && { owner_id: userId }) }
  await recordAttempts(context, [{ accountId, module, authType: 'multi_factor', status, message, metadata }])
}
