import Type from 'typebox'

/** Calls back when a busy party is free again. */
export const CallflowCampingFeature = Type.Object({
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowCampingFeature = Type.Static<typeof CallflowCampingFeature>
