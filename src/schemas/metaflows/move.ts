import Type from 'typebox'

/** Moves the call to another device. */
export const MetaflowMove = Type.Object({
  auto_answer: Type.Optional(Type.Boolean({ default: false })),
  can_call_self: Type.Optional(Type.Boolean({ default: true })),
  device_id: Type.Optional(Type.String()),
  dial_strategy: Type.Optional(Type.String({ default: 'simultaneous' })),
  owner_id: Type.Optional(Type.String()),
})

export type MetaflowMove = Type.Static<typeof MetaflowMove>
