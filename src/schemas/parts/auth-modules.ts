import Type from 'typebox'
import { Ref } from '../keywords.ts'
import type { AuthModuleConfig } from '../auth_module_config.ts'

const logsFailures = {
  enabled: true,
  log_failed_attempts: true,
  log_successful_attempts: false,
  token_auth_expiry_s: 3600,
}

/** The ways to sign in, each with what is logged of it and how long its tokens live. */
export const authModules = Type.Object(
  {
    cb_api_auth: Type.Optional(Ref<AuthModuleConfig>('auth_module_config')),
    cb_auth: Type.Optional(Ref<AuthModuleConfig>('auth_module_config')),
    cb_ip_auth: Type.Optional(Ref<AuthModuleConfig>('auth_module_config')),
    cb_user_auth: Type.Optional(Ref<AuthModuleConfig>('auth_module_config')),
  },
  {
    default: {
      cb_api_auth: logsFailures,
      cb_auth: logsFailures,
      cb_ip_auth: logsFailures,
      cb_user_auth: { ...logsFailures, log_successful_attempts: true },
    },
    additionalProperties: false,
  },
)
