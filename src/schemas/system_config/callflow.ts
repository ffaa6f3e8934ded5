import Type from 'typebox'
import { Words } from '../keywords.ts'

/** System-wide settings of `callflow`. */
export const SystemConfigCallflow = Type.Object({
  allow_authz_context_overrides: Type.Optional(Type.Boolean({ default: false })),
  authz_contexts: Type.Optional(Type.Array(Type.String(), { default: [] })),
  call_recording: Type.Optional(Type.Object({ extension: Type.Optional(Type.String({ default: 'mp3' })) })),
  callflow_event_listeners: Type.Optional(Type.Integer({ default: 5 })),
  callflow_listeners: Type.Optional(Type.Integer({ default: 5 })),
  calls_consume_tokens: Type.Optional(Type.Boolean({ default: true })),
  default_pin_length: Type.Optional(Type.Integer({ default: 10 })),
  default_use_account_caller_id: Type.Optional(Type.Boolean({ default: true })),
  dialog_subscribed_mwi_prefix: Type.Optional(Type.String()),
  ensure_valid_caller_id: Type.Optional(Type.Boolean({ default: false })),
  fax_detect_duration_s: Type.Optional(Type.Integer({ default: 5 })),
  max_branch_count: Type.Optional(Type.Integer({ default: 50 })),
  min_bucket_cost: Type.Optional(Type.Integer({ default: 5 })),
  mwi_send_unsolicited_updates: Type.Optional(Type.Boolean({ default: true })),
  operator_key: Type.Optional(Type.String({ default: '0' })),
  pool_overflow: Type.Optional(Type.Integer({ default: 100 })),
  pool_server_confirms: Type.Optional(Type.Boolean({ default: false })),
  pool_size: Type.Optional(Type.Integer({ default: 150 })),
  pool_threshold: Type.Optional(Type.Integer({ default: 5 })),
  post_answer_delay: Type.Optional(Type.Integer({ default: 100 })),
  ring_ready_offnet: Type.Optional(Type.Boolean({ default: true })),
  route_win_timeout: Type.Optional(Type.Integer({ default: 3000 })),
  should_dry_run_token_restrictions: Type.Optional(Type.Boolean({ default: false })),
  singular_call_hook_url: Type.Optional(Type.String({ default: '' })),
  vm_delete_amqp: Type.Optional(Type.Boolean({ default: false })),
  voicemail: Type.Optional(
    Type.Object({
      delete_after_notify: Type.Optional(Type.Boolean({ default: false })),
      extension: Type.Optional(Type.String({ default: 'mp3' })),
      force_require_pin: Type.Optional(Type.Boolean({ default: false })),
      is_voicemail_ff_rw_enabled: Type.Optional(Type.Boolean({ default: false })),
      max_box_number_length: Type.Optional(Type.Integer({ default: 15 })),
      max_login_attempts: Type.Optional(Type.Integer({ default: 3 })),
      max_message_count: Type.Optional(Type.Integer({ default: 100 })),
      max_message_length: Type.Optional(Type.Integer({ default: 500 })),
      max_pin_length: Type.Optional(Type.Integer({ default: 6 })),
      message_retention_duration: Type.Optional(Type.Integer({ default: 93 })),
      migrate_interaccount_delay_ms: Type.Optional(Type.Integer({ default: 2000 })),
      migrate_max_bulk_insert: Type.Optional(Type.Integer({ default: 2000 })),
      migrate_max_worker: Type.Optional(Type.Integer({ default: 10 })),
      min_message_size: Type.Optional(Type.Integer({ default: 500 })),
      save_after_notify: Type.Optional(Type.Boolean({ default: false })),
      seek_duration_ms: Type.Optional(Type.Integer({ minimum: 0, default: 10000 })),
      transcribe_default: Type.Optional(Type.Boolean({ default: false })),
      vm_delete_amqp: Type.Optional(Type.Boolean({ default: false })),
      vm_message_forward_type: Type.Optional(
        Words(['only_forward', 'prepend_forward'], { default: 'only_forward' }),
      ),
    }),
  ),
})

export type SystemConfigCallflow = Type.Static<typeof SystemConfigCallflow>
