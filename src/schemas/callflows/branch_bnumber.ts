import Type from 'typebox'

/** Branches by the dialled number. */
export const CallflowBranchBnumber = Type.Object({
  hunt: Type.Optional(Type.Boolean({ default: false })),
  hunt_allow: Type.Optional(Type.String()),
  hunt_deny: Type.Optional(Type.String()),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowBranchBnumber = Type.Static<typeof CallflowBranchBnumber>
