import Type from 'typebox'
import { Ref, Words } from '../keywords.ts'
import type { AuthModuleConfig } from '../auth_module_config.ts'

/** System-wide settings of `crossbar.auth`. */
export const SystemConfigCrossbarAuth = Type.Object({
  auth_modules: Type.Optional(
    Type.Object(
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
  ),
  available_auth_methods: Type.Optional(
    Type.Array(Type.String(), { default: ['cb_user_auth', 'cb_api_auth', 'cb_auth', 'cb_ip_auth'] }),
  ),
  basic_auth_type: Type.Optional(Words(['md5', 'sha'], { default: 'md5' })),
  log_failed_attempts: Type.Optional(Type.Boolean({ default: false })),
  log_failed_login_attempts: Type.Optional(Type.Boolean({ default: false })),
  log_successful_attempts: Type.Optional(Type.Boolean({ default: false })),
  token_auth_expiry_s: Type.Optional(Type.Integer({ default: 3600 })),
})

export type SystemConfigCrossbarAuth = Type.Static<typeof SystemConfigCrossbarAuth>
