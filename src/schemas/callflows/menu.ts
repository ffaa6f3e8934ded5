import Type from 'typebox'

/** Runs an auto attendant. */
export const CallflowMenu = Type.Object({
  id: Type.Optional(Type.String()),
  interdigit_timeout: Type.Optional(Type.Integer()),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowMenu = Type.Static<typeof CallflowMenu>
