import Type from 'typebox'

/** Forgets the digits collected so far. */
export const CallflowFlushDtmf = Type.Object({
  collection_name: Type.Optional(Type.String({ default: 'default' })),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowFlushDtmf = Type.Static<typeof CallflowFlushDtmf>
