import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Rings the members of a group. */
export const CallflowGroup = Type.Object({
  id: Type.Optional(Type.String()),
  endpoints: Type.Optional(Type.Array(Type.String(), { default: [] })),
  fail_on_single_reject: Type.Optional(Type.Boolean()),
  ignore_forward: Type.Optional(Type.Boolean({ default: true })),
  repeats: Type.Optional(Type.Integer({ default: 1 })),
  ringback: Type.Optional(Type.String()),
  ringtones: Type.Optional(
    Type.Object({
      external: Type.Optional(Type.String()),
      internal: Type.Optional(Type.String()),
    }),
  ),
  skip_module: Type.Optional(Type.Boolean()),
  strategy: Type.Optional(Words(['single', 'simultaneous'], { default: 'simultaneous' })),
  timeout: Type.Optional(Type.Integer({ default: 20 })),
})

export type CallflowGroup = Type.Static<typeof CallflowGroup>
