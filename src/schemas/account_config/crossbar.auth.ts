import Type from 'typebox'
import { Ref } from '../keywords.ts'
import type { AuthModuleConfig } from '../auth_module_config.ts'

/** Settings of `crossbar.auth` that an account may set for itself. */
export const AccountConfigCrossbarAuth = Type.Object({
  auth_modules: Type.Object(
    {
      cb_api_auth: Type.Optional(Ref<AuthModuleConfig>('auth_module_config')),
      cb_auth: Type.Optional(Ref<AuthModuleConfig>('auth_module_config')),
      cb_ip_auth: Type.Optional(Ref<AuthModuleConfig>('auth_module_config')),
      cb_user_auth: Type.Optional(Ref<AuthModuleConfig>('auth_module_config')),
    },
    {
      default: {
        cb_api_auth: {
          enabled: true,
          log_failed_attempts: true,
          log_successful_attempts: false,
          token_auth_expiry_s: 3600,
        },
        cb_auth: {
          enabled: true,
          log_failed_attempts: true,
          log_successful_attempts: false,
          token_auth_expiry_s: 3600,
        },
        cb_ip_auth: {
          enabled: true,
          log_failed_attempts: true,
          log_successful_attempts: false,
          token_auth_expiry_s: 3600,
        },
        cb_user_auth: {
          enabled: true,
          log_failed_attempts: true,
          log_successful_attempts: true,
          token_auth_expiry_s: 3600,
        },
      },
      additionalProperties: false,
    },
  ),
})

export type AccountConfigCrossbarAuth = Type.Static<typeof AccountConfigCrossbarAuth>
