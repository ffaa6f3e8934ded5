import Type from 'typebox'
import { AnyObject, OneOf } from '../keywords.ts'

/** System-wide settings of `fax`. */
export const SystemConfigFax = Type.Object({
  allow_all_addresses_when_empty: Type.Optional(Type.Boolean({ default: false })),
  allowed_content_types: Type.Optional(
    Type.Array(OneOf([Type.String(), Type.Object({ prefix: Type.String() })]), {
      default: [
        'application/pdf',
        'image/tiff',
        { prefix: 'image' },
        { prefix: 'application/vnd.openxmlformats-officedocument' },
        { prefix: 'application/vnd.oasis.opendocument' },
        'application/msword',
        'application/vnd.ms-excel',
        'application/vnd.ms-powerpoint',
      ],
    }),
  ),
  cloud_registration_pool_interval: Type.Optional(Type.Integer({ default: 5000 })),
  default_compare_field: Type.Optional(Type.String({ default: 'result_cause' })),
  default_retry_count: Type.Optional(Type.Integer({ default: 3 })),
  default_retry_period: Type.Optional(Type.Integer({ default: 300 })),
  default_smtp_domain: Type.Optional(Type.String({ default: 'fax.kazoo.io' })),
  delete_empty_faxes: Type.Optional(Type.Boolean({ default: false })),
  denied_content_types: Type.Optional(Type.Array(AnyObject(), { default: [{ prefix: 'image/' }] })),
  endpoint_timeout: Type.Optional(Type.Integer({ default: 40 })),
  ensure_valid_caller_id: Type.Optional(Type.Boolean({ default: true })),
  fax_file_path: Type.Optional(Type.String({ default: '/tmp/' })),
  fax_settings: Type.Optional(
    AnyObject({ default: { override_callee_number: false, override_fax_identity: true } }),
  ),
  file_cache_path: Type.Optional(Type.String({ default: '/tmp/' })),
  ignore_early_media: Type.Optional(Type.Boolean({ default: false })),
  image_min_size: Type.Optional(Type.String({ default: '700x10' })),
  image_size_cmd_format: Type.Optional(
    Type.String({ default: 'echo -n `identify -format "%[fx:w]x%[fx:h]" ~s`' }),
  ),
  inbound_t38_default: Type.Optional(Type.String({ default: 'true' })),
  log_faxbox_errors: Type.Optional(Type.Boolean({ default: true })),
  max_outbound: Type.Optional(Type.Integer({ default: 10 })),
  max_storage_retry: Type.Optional(Type.Integer({ default: 5 })),
  port: Type.Optional(Type.Integer({ default: 30950 })),
  report_anonymous_system_errors: Type.Optional(Type.Boolean({ default: false })),
  report_faxbox_system_errors: Type.Optional(Type.Boolean({ default: true })),
  report_smtp_errors: Type.Optional(Type.Boolean({ default: true })),
  reschedule: Type.Optional(AnyObject({ default: {} })),
  serialize_outbound_numbers: Type.Optional(Type.Boolean({ default: true })),
  smtp_max_msg_size: Type.Optional(Type.Integer({ default: 10485670 })),
  smtp_port: Type.Optional(Type.Integer({ default: 19025 })),
  smtp_sessions: Type.Optional(Type.Integer({ default: 50 })),
  store_fax_pdf: Type.Optional(Type.Boolean({ default: true })),
  store_fax_tiff: Type.Optional(Type.Boolean({ default: true })),
  store_url_document: Type.Optional(Type.Boolean({ default: true })),
  wait_for_fax_timeout_ms: Type.Optional(Type.Integer({ default: 3600000 })),
  workers: Type.Optional(Type.Integer({ default: 50 })),
  xmpp_interval: Type.Optional(Type.Integer({ default: 600000 })),
})

export type SystemConfigFax = Type.Static<typeof SystemConfigFax>
