import Type from 'typebox'
import { sipHeaders } from './sip-headers.ts'

/** How a callflow calls out through carriers. */
export const carrierCall = Type.Object({
  bypass_e164: Type.Optional(Type.Boolean()),
  caller_id_type: Type.Optional(Type.String({ default: 'external' })),
  custom_sip_headers: Type.Optional(sipHeaders()),
  do_not_normalize: Type.Optional(Type.Boolean()),
  dynamic_flags: Type.Optional(Type.Array(Type.String())),
  emit_account_id: Type.Optional(Type.Boolean()),
  format_from_uri: Type.Optional(Type.Boolean()),
  from_uri_realm: Type.Optional(Type.String()),
  hunt_account_id: Type.Optional(Type.String()),
  ignore_early_media: Type.Optional(Type.Boolean({ default: false })),
  outbound_flags: Type.Optional(Type.Array(Type.String(), { default: [] })),
  resource_type: Type.Optional(Type.String()),
  ringback: Type.Optional(Type.String()),
  skip_module: Type.Optional(Type.Boolean()),
  timeout: Type.Optional(Type.Integer()),
  to_did: Type.Optional(Type.String()),
  use_local_resources: Type.Optional(Type.Boolean({ default: true })),
})
