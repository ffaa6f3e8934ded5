import Type from 'typebox'

/** System-wide settings of `kazoo_endpoint`. */
export const SystemConfigKazooEndpoint = Type.Object({
  build_metaflows: Type.Optional(Type.Boolean({ default: false })),
  custom_sip_interface: Type.Optional(Type.String()),
  default_caller_id_name: Type.Optional(Type.String()),
  default_caller_id_number: Type.Optional(Type.String()),
  default_can_text_self: Type.Optional(Type.Boolean({ default: true })),
  default_ignore_completed_elsewhere: Type.Optional(Type.Boolean({ default: true })),
  endpoint_module: Type.Optional(Type.String({ default: 'kz_endpoint_v5' })),
  restrict_to_known_types: Type.Optional(Type.Boolean({ default: false })),
  should_add_diversion_header: Type.Optional(Type.Boolean({ default: false })),
  sip_transport: Type.Optional(Type.String()),
})

export type SystemConfigKazooEndpoint = Type.Static<typeof SystemConfigKazooEndpoint>
