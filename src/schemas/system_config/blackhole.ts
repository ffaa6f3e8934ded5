import Type from 'typebox'
import { Matching } from '../keywords.ts'

/** System-wide settings of `blackhole`. */
export const SystemConfigBlackhole = Type.Object({
  acceptors: Type.Optional(Type.Integer({ default: 100 })),
  autoload_modules: Type.Optional(
    Type.Array(Type.String(), {
      default: [
        'bh_token_auth',
        'bh_call',
        'bh_object',
        'bh_fax',
        'bh_conference',
        'bh_events',
        'bh_authz_subscribe',
        'bh_presence',
      ],
    }),
  ),
  bindings: Type.Optional(Matching({ '[a-z_]+': Type.Array(Type.String()) })),
  compress_response_body: Type.Optional(Type.Boolean({ default: true })),
  ip: Type.Optional(Type.String()),
  max_connections_per_ip: Type.Optional(Type.Integer()),
  port: Type.Optional(Type.Integer({ default: 5555 })),
  request_timeout_ms: Type.Optional(Type.Integer({ default: 10000 })),
  ssl_ca_cert: Type.Optional(Type.String()),
  ssl_cert: Type.Optional(Type.String()),
  ssl_key: Type.Optional(Type.String()),
  ssl_password: Type.Optional(Type.String({ default: '' })),
  ssl_port: Type.Optional(Type.Integer({ default: 5556 })),
  ssl_workers: Type.Optional(Type.Integer({ default: 100 })),
  url: Type.Optional(Type.String()),
  use_plaintext: Type.Optional(Type.Boolean({ default: true })),
  use_ssl: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigBlackhole = Type.Static<typeof SystemConfigBlackhole>
