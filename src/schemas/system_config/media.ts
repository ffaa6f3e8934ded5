import Type from 'typebox'
import { AnyObject, Fields } from '../keywords.ts'

/** System-wide settings of `media`. */
export const SystemConfigMedia = Type.Object({
  authenticated_playback: Type.Optional(Type.Boolean({ default: false })),
  authenticated_store: Type.Optional(Type.Boolean({ default: true })),
  call_recording: Type.Optional(
    Fields({
      extension: Type.Optional(Type.String({ default: 'mp3' })),
      storage_retry_times: Type.Optional(Type.Integer({ default: 5 })),
      workers: Type.Optional(Type.Integer({ default: 1 })),
    }),
  ),
  default_language: Type.Optional(Type.String()),
  distributed_proxy: Type.Optional(AnyObject()),
  fix_media_names: Type.Optional(Type.Boolean({ default: true })),
  max_recording_time_limit: Type.Optional(Type.Integer({ default: 10800 })),
  normalize_destination_args: Type.Optional(Type.String({ default: '-r 8000' })),
  normalize_executable: Type.Optional(Type.String({ default: 'sox' })),
  normalize_source_args: Type.Optional(Type.String({ default: '' })),
  proxy_hostname: Type.Optional(Type.String()),
  proxy_ip: Type.Optional(Type.String()),
  proxy_listeners: Type.Optional(Type.Integer({ default: 25 })),
  proxy_password: Type.Optional(Type.String({ default: '' })),
  proxy_port: Type.Optional(Type.Integer({ default: 24517 })),
  proxy_store_acls: Type.Optional(Type.Array(Type.String(), { default: ['127.0.0.0/24'] })),
  proxy_store_authenticate: Type.Optional(Type.Boolean({ default: true })),
  proxy_username: Type.Optional(Type.String({ default: '' })),
  record_min_sec: Type.Optional(Type.Integer({ default: 0 })),
  ssl_cert: Type.Optional(Type.String()),
  ssl_key: Type.Optional(Type.String()),
  ssl_password: Type.Optional(Type.String({ default: '' })),
  ssl_port: Type.Optional(Type.Integer({ default: 24518 })),
  store_recordings: Type.Optional(Type.Boolean({ default: false })),
  support_account_overrides: Type.Optional(Type.Boolean({ default: true })),
  use_https: Type.Optional(Type.Boolean({ default: false })),
  use_plaintext: Type.Optional(Type.Boolean({ default: true })),
  use_ssl_proxy: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigMedia = Type.Static<typeof SystemConfigMedia>
