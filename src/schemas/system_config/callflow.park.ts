import Type from 'typebox'

/** System-wide settings of `callflow.park`. */
export const SystemConfigCallflowPark = Type.Object({
  db_doc_name: Type.Optional(Type.String({ default: 'parked_calls' })),
  default_callback_timeout: Type.Optional(Type.Integer({ default: 30000 })),
  default_ringback_timeout: Type.Optional(Type.Integer({ default: 120000 })),
  parked_presence_type: Type.Optional(Type.String({ default: 'early' })),
  valet_reservation_cleanup_time_ms: Type.Optional(Type.Integer({ default: 3000 })),
})

export type SystemConfigCallflowPark = Type.Static<typeof SystemConfigCallflowPark>
