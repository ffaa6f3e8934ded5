import Type from 'typebox'

/** System-wide settings of `stepswitch.cnam`. */
export const SystemConfigStepswitchCnam = Type.Object({
  cnam_expires: Type.Optional(Type.Integer({ default: 900 })),
  disable_normalize: Type.Optional(Type.Boolean({ default: false })),
  http_accept_header: Type.Optional(
    Type.String({ default: 'text/pbx,text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }),
  ),
  http_basic_auth_password: Type.Optional(Type.String({ default: '' })),
  http_basic_auth_username: Type.Optional(Type.String({ default: '' })),
  http_body: Type.Optional(Type.String({ default: '' })),
  http_connect_timeout_ms: Type.Optional(Type.Integer({ default: 500 })),
  http_content_type_header: Type.Optional(Type.String({ default: 'application/json' })),
  http_method: Type.Optional(Type.String({ default: 'get' })),
  http_token_auth_token: Type.Optional(Type.String({ default: '' })),
  http_url: Type.Optional(Type.String({ default: 'https://api.opencnam.com/v2/phone/{{phone_number}}' })),
  http_user_agent_header: Type.Optional(Type.String({ default: 'Kazoo Stepswitch CNAM' })),
})

export type SystemConfigStepswitchCnam = Type.Static<typeof SystemConfigStepswitchCnam>
