import Type from 'typebox'
import { Ref } from './keywords.ts'
import type { Comment } from './comment.ts'

/** Remarks on a document. */
export const Comments = Type.Object({
  comments: Type.Optional(Type.Array(Ref<Comment>('comment'))),
})

export type Comments = Type.Static<typeof Comments>
