import Type from 'typebox'

/** How one authentication method works for an account. */
export const AuthModuleConfig = Type.Object({
  enabled: Type.Optional(Type.Boolean()),
  log_failed_attempts: Type.Optional(Type.Boolean()),
  log_successful_attempts: Type.Optional(Type.Boolean()),
  multi_factor: Type.Optional(
    Type.Object(
      {
        enabled: Type.Optional(Type.Boolean()),
        account_id: Type.Optional(Type.String()),
        configuration_id: Type.Optional(Type.String()),
        include_subaccounts: Type.Optional(Type.Boolean()),
      },
      { additionalProperties: false },
    ),
  ),
  token_auth_expiry_s: Type.Optional(Type.Integer()),
})

export type AuthModuleConfig = Type.Static<typeof AuthModuleConfig>
