import Type from 'typebox'

/** System-wide settings of `qubicle`. */
export const SystemConfigQubicle = Type.Object({
  enable_event_call_props: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigQubicle = Type.Static<typeof SystemConfigQubicle>
