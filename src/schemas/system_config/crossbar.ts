import Type from 'typebox'
import type { Json } from '../../json.ts'
import { Words } from '../keywords.ts'

/** System-wide settings of `crossbar`. */
export const SystemConfigCrossbar = Type.Object({
  allow_tracing: Type.Optional(Type.Boolean({ default: false })),
  api_auth_tokens: Type.Optional(Type.Integer({ default: 35 })),
  autoload_modules: Type.Optional(Type.Array(Type.String())),
  check_reverse_proxies: Type.Optional(Type.Boolean({ default: true })),
  compress_response_body: Type.Optional(Type.Boolean({ default: true })),
  default_allow_anonymous_quickcalls: Type.Optional(Type.Boolean({ default: true })),
  default_language: Type.Optional(Type.String({ default: 'en-US' })),
  ensure_valid_schema: Type.Optional(Type.Boolean({ default: true })),
  idle_timeout_ms: Type.Optional(Type.Integer({ default: 120000 })),
  ip: Type.Optional(Type.String()),
  load_view_chunk_size: Type.Optional(Type.Integer({ minimum: 1, default: 50 })),
  magic_path_patterns: Type.Optional(
    Type.Array(Type.String(), {
      default: [
        '/:version/accounts/:account_id/vmboxes/:box_id/messages/:message_id/raw',
        '/:version/accounts/:account_id/faxes/:direction/:fax_id/attachment',
        '/:version/accounts/:account_id/presence/:reportid',
      ],
    }),
  ),
  max_upload_size: Type.Optional(Type.Integer({ default: 8000000 })),
  maximum_chunk_size: Type.Optional(Type.Integer({ minimum: 1, default: 50 })),
  maximum_range: Type.Optional(Type.Integer({ minimum: 1, default: 2682000 })),
  pagination_page_size: Type.Optional(Type.Integer({ minimum: 1, default: 50 })),
  port: Type.Optional(Type.Integer({ default: 8000 })),
  pretty_metrics: Type.Optional(Type.Boolean({ default: true })),
  refresh_app_keys: Type.Optional(
    Type.Array(Type.String(), {
      default: [
        'name',
        'i18n',
        'tags',
        'author',
        'version',
        'license',
        'price',
        'icon',
        'screenshots',
        'api_url',
        'phase',
      ],
    }),
  ),
  request_memory_limit: Type.Optional(Type.Integer()),
  request_timeout_ms: Type.Optional(Type.Integer({ default: 10000 })),
  reset_id_size: Type.Optional(Type.Integer({ default: 137 })),
  reverse_proxies: Type.Optional(Type.Array(Type.String(), { default: ['127.0.0.1'] })),
  schema_strict_validation: Type.Optional(Type.Boolean({ default: false })),
  ssl_ca_cert: Type.Optional(Type.String()),
  ssl_cert: Type.Optional(Type.String()),
  ssl_key: Type.Optional(Type.String()),
  ssl_password: Type.Optional(Type.String({ default: '' })),
  ssl_port: Type.Optional(Type.Integer({ default: 8443 })),
  ssl_workers: Type.Optional(Type.Integer({ default: 100 })),
  stability_level: Type.Optional(Words(['alpha', 'beta', 'stable'])),
  // The original's schema has integers only; its code takes objects as well (core.md §26), and `sup` stores texts.
  token_costs: Type.Optional(
    Type.Unsafe<Json>({ type: ['integer', 'string', 'object'], pattern: '^[0-9]+$', default: 1 }),
  ),
  trace_path: Type.Optional(Type.String({ default: '/tmp' })),
  use_plaintext: Type.Optional(Type.Boolean({ default: true })),
  use_ssl: Type.Optional(Type.Boolean({ default: false })),
  user_auth_tokens: Type.Optional(Type.Integer({ default: 35 })),
  workers: Type.Optional(Type.Integer({ default: 100 })),
})

export type SystemConfigCrossbar = Type.Static<typeof SystemConfigCrossbar>
