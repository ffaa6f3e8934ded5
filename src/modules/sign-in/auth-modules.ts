import { isTrue, isFalse, toInteger } from '../../documents/coercion.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
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
}

/** Category of the configuration. */
const category = 'crossbar.auth'
/** An hour. */
const usualLifetime = 3600

/**
 * The configuration of a way to sign in that holds for an account (auth-and-system.md, "auth module
 * configuration").
 */
export function authModuleConfig(
  services: Pick<Services, 'config'>,
  accountId: string,
  module: AuthModule,
): AuthModuleConfig {
  const config = ownConfig(services, accountId, module)
  const lifetime = toInteger(config['token_auth_expiry_s']) ?? 0
  return {
    enabled: flag(config['enabled'], true),
    tokenLifetime:
      lifetime > 0 ? lifetime : services.config.integer(category, 'token_auth_expiry_s', usualLifetime),
    logFailedAttempts: flag(config['log_failed_attempts'], true),
    logSuccessfulAttempts: flag(config['log_successful_attempts'], module === 'cb_user_auth'),
  }
}

function ownConfig({ config }: Pick<Services, 'config'>, _accountId: string, module: AuthModule): JsonObject {
  const modules = config.value(category, 'auth_modules')
  const own = isJsonObject(modules) && Object.hasOwn(modules, module) ? modules[module] : undefined
  return isJsonObject(own) ? own : {}
}

function flag(value: Json | undefined, fallback: boolean): boolean {
  return isTrue(value) ? true : isFalse(value) ? false : fallback
}
