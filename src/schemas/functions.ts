import Type from 'typebox'

/** Code at an address that decides about a call. */
export const FunctionDocument = Type.Object({
  name: Type.String({ support_level: 'supported' }),
  enabled: Type.Optional(Type.Boolean({ default: true, support_level: 'supported' })),
  function_js: Type.String({ support_level: 'supported' }),
  language_pack: Type.Optional(Type.String({ default: 'javascript', support_level: 'supported' })),
})

export type FunctionDocument = Type.Static<typeof FunctionDocument>
