import Type from 'typebox'

/** Refuses the call with a SIP response. */
export const CallflowResponse = Type.Object({
  code: Type.Integer({ default: 486 }),
  media: Type.Optional(Type.String({ maxLength: 2048 })),
  message: Type.Optional(Type.String()),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowResponse = Type.Static<typeof CallflowResponse>
