import Type from 'typebox'

/** System-wide settings of `trunkstore`. */
export const SystemConfigTrunkstore = Type.Object({
  default_caller_id_number: Type.Optional(Type.String()),
  default_hunt_non_reconcilable: Type.Optional(Type.Boolean({ default: false })),
  ensure_valid_caller_id: Type.Optional(Type.Boolean({ default: false })),
  honor_diversions_by_cid_validation: Type.Optional(Type.Boolean({ default: false })),
  pool_overflow: Type.Optional(Type.Integer({ default: 100 })),
  pool_server_confirms: Type.Optional(Type.Boolean({ default: false })),
  pool_size: Type.Optional(Type.Integer({ default: 150 })),
  pool_threshold: Type.Optional(Type.Integer({ default: 5 })),
  ring_ready_offnet: Type.Optional(Type.Boolean({ default: true })),
})

export type SystemConfigTrunkstore = Type.Static<typeof SystemConfigTrunkstore>
