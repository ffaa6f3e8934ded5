import Type from 'typebox'

/** Sets the caller's name and number. */
export const CallflowSetCid = Type.Object({
  caller_id_name: Type.Optional(Type.String({ default: '' })),
  caller_id_number: Type.Optional(Type.String({ default: '' })),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowSetCid = Type.Static<typeof CallflowSetCid>
