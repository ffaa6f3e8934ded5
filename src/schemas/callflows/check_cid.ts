import Type from 'typebox'

/** Branches by the caller's number. */
export const CallflowCheckCid = Type.Object({
  caller_id: Type.Optional(
    Type.Object({
      external: Type.Optional(
        Type.Object({
          name: Type.Optional(Type.String()),
          number: Type.Optional(Type.String()),
        }),
      ),
    }),
  ),
  regex: Type.Optional(Type.String({ default: '.*' })),
  skip_module: Type.Optional(Type.Boolean()),
  use_absolute_mode: Type.Optional(Type.Boolean({ default: false })),
  user_id: Type.Optional(Type.String()),
})

export type CallflowCheckCid = Type.Static<typeof CallflowCheckCid>
