import Type from 'typebox'
import { Words } from '../keywords.ts'
import { authModules } from '../parts/auth-modules.ts'

/** System-wide settings of `crossbar.auth`. */
export const SystemConfigCrossbarAuth = Type.Object({
  auth_modules: Type.Optional(authModules),
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
