import { isTrue, isFalse, toInteger } from '../../documents/coercion.ts'
import { isJsonObject, valueAt, type Json, type JsonObject } from '../../json.ts'
import type { Services } from '../declaration/services.ts'

/** Ways to sign in that issue tokens, as tokens and configuration name them. */
export type AuthModule = 'cb_user_auth' | 'cb_api_auth' | 'cb_auth' | 'cb_ip_auth'

/** How a way to sign in is set up for an account. */
export interface AuthModuleConfig {
  readonly enabled: boolean
  /** Seconds a token lives; zero or less: for ever. */
  readonly tokenLifetime: number
  readonly logFailedAttempts: boolean
  readonly logSuccessfulAttempts: boolean
  /** The second factor, as configured; `{}` where nothing is said of one. */
  readonly multiFactor: JsonObject
}

/** Category of the configuration. */
export const signInCategory = 'crossbar.auth'
/** An hour. */
const usualLifetime = 3600

/**
 * The configuration of a way to sign in that holds for an account: what it says itself over what those above
 * it say, up to its reseller, over what the system says (auth-and-system.md, "auth module configuration").
 */
export async function authModuleConfig(
  { accountConfig, config }: Pick<Services, 'accountConfig' | 'config'>,
  accountId: string,
  module: AuthModule,
): Promise<AuthModuleConfig> {
  const own = valueAt(await accountConfig.throughTree(accountId, signInCategory), ['auth_modules', module])
  const said = isJsonObject(own) ? own : {}
  const lifetime = toInteger(said['token_auth_expiry_s']) ?? 0
  return {
    enabled: flag(said['enabled'], true),
    tokenLifetime:
      lifetime > 0 ? lifetime : config.integer(signInCategory, 'token_auth_expiry_s', usualLifetime),
    logFailedAttempts: flag(said['log_failed_attempts'], true),
    logSuccessfulAttempts: flag(said['log_successful_attempts'], module === 'cb_user_auth'),
    multiFactor: isJsonObject(said['multi_factor']) ? said['multi_factor'] : {},
  }
}

function flag(value: Json | undefined, fallback: boolean): boolean {
  return isTrue(value) ? true : isFalse(value) ? false : fallback
}
