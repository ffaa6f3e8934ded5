import Type from 'typebox'

/** System-wide settings of `call_command`. */
export const SystemConfigCallCommand = Type.Object({
  application_timeout: Type.Optional(Type.Integer({ default: 500000 })),
  bridge_timeout_extended_ms: Type.Optional(Type.Integer({ default: 20000 })),
  collect_timeout: Type.Optional(Type.Integer({ default: 5000 })),
  digit_timeout: Type.Optional(Type.Integer({ default: 3000 })),
  export_bridge_variables: Type.Optional(Type.Array(Type.String(), { default: ['hold_music'] })),
  interdigit_timeout: Type.Optional(Type.Integer({ default: 2000 })),
  message_timeout: Type.Optional(Type.Integer({ default: 5000 })),
  reserved_ccv_keys: Type.Optional(
    Type.Array(Type.String(), {
      default: [
        'Account-ID',
        'Account-Name',
        'Account-Realm',
        'Authorizing-ID',
        'Authorizing-Type',
        'Auto-Answer',
        'Call-Forward',
        'Call-Waiting-Disabled',
        'Confirm-Cancel-Timeout',
        'Confirm-File',
        'Confirm-Key',
        'Fax-Enabled',
        'Loopback-Bowout',
        'Media-Encryption-Enforce-Security',
        'Media-Webrtc',
        'Owner-ID',
        'Presence-ID',
        'RTCP-MUX',
        'Realm',
        'Require-Ignore-Early-Media',
        'Retain-CID',
        'SIP-Invite-Domain',
        'Simplify-Loopback',
        'Username',
      ],
    }),
  ),
  unknown_cid_name: Type.Optional(Type.String({ default: 'unknown' })),
})

export type SystemConfigCallCommand = Type.Static<typeof SystemConfigCallCommand>
