import Type from 'typebox'

/** System-wide settings of `kazoo_events`. */
export const SystemConfigKazooEvents = Type.Object({
  event_listeners: Type.Optional(Type.Integer({ default: 5 })),
})

export type SystemConfigKazooEvents = Type.Static<typeof SystemConfigKazooEvents>
