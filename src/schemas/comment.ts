import Type from 'typebox'

/** One remark. */
export const Comment = Type.Object({
  author: Type.String(),
  content: Type.String(),
  timestamp: Type.Integer(),
  account_id: Type.Optional(Type.String()),
  action_required: Type.Optional(Type.Boolean({ default: false })),
  is_private: Type.Optional(Type.Boolean({ default: false })),
  user_id: Type.Optional(Type.String()),
})

export type Comment = Type.Static<typeof Comment>
