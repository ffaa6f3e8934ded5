import Type from 'typebox'

/** Goes on with another callflow. */
export const CallflowCallflow = Type.Object({
  id: Type.Optional(Type.String()),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowCallflow = Type.Static<typeof CallflowCallflow>
