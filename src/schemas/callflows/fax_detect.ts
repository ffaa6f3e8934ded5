import Type from 'typebox'

/** Branches by whether a fax machine calls. */
export const CallflowFaxDetect = Type.Object({
  duration: Type.Optional(Type.Integer()),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowFaxDetect = Type.Static<typeof CallflowFaxDetect>
