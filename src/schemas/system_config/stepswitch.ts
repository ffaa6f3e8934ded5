import Type from 'typebox'
import { Ref } from '../keywords.ts'
import type { Formatters } from '../formatters.ts'

/** System-wide settings of `stepswitch`. */
export const SystemConfigStepswitch = Type.Object({
  assume_inbound_e164: Type.Optional(Type.Boolean({ default: false })),
  assume_inbound_origination_e164: Type.Optional(Type.Boolean({ default: false })),
  cid_rules_honor_diversions: Type.Optional(Type.Boolean({ default: false })),
  default_audio_codecs: Type.Optional(Type.Array(Type.String(), { default: [] })),
  default_bypass_media: Type.Optional(Type.Boolean({ default: false })),
  default_caller_id_type: Type.Optional(Type.String({ default: 'external' })),
  default_codecs: Type.Optional(Type.Array(Type.String(), { default: [] })),
  default_emergency_cid_number: Type.Optional(Type.String()),
  default_formatters: Type.Optional(Type.Array(Ref<Formatters>('formatters', { type: 'object' }))),
  default_prefix: Type.Optional(Type.String({ default: '' })),
  default_progress_timeout: Type.Optional(Type.Integer({ default: 8 })),
  default_route: Type.Optional(Type.String()),
  default_rtcp_mux: Type.Optional(Type.String()),
  default_suffix: Type.Optional(Type.String({ default: '' })),
  default_video_codecs: Type.Optional(Type.Array(Type.String(), { default: [] })),
  default_weight: Type.Optional(Type.Integer({ default: 3 })),
  deny_emergency_bridge_cause: Type.Optional(Type.String({ default: 'Emergency service not configured' })),
  deny_emergency_bridge_code: Type.Optional(Type.Integer({ default: 486 })),
  deny_emergency_bridge_media: Type.Optional(
    Type.String({ default: 'prompt://system_media/stepswitch-emergency_not_configured/' }),
  ),
  deny_invalid_emergency_cid: Type.Optional(Type.Boolean({ default: false })),
  ensure_valid_emergency_cid: Type.Optional(Type.Boolean({ default: false })),
  fixed_length_shortdial_correction: Type.Optional(Type.Integer({ minimum: 1 })),
  format_from_uri: Type.Optional(Type.Boolean({ default: false })),
  inbound_user_field: Type.Optional(Type.String({ default: 'Request' })),
  inbound_user_origination_field: Type.Optional(Type.String({ default: 'From' })),
  max_shortdial_correction: Type.Optional(Type.Integer({ minimum: 1, default: 5 })),
  min_shortdial_correction: Type.Optional(Type.Integer({ minimum: 1, default: 2 })),
  route_by: Type.Optional(Type.String({ default: 'stepswitch_resources' })),
  use_first_dedicated_proxy_only: Type.Optional(Type.Boolean({ default: true })),
})

export type SystemConfigStepswitch = Type.Static<typeof SystemConfigStepswitch>
