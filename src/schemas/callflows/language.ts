import Type from 'typebox'

/** Sets the language of prompts. */
export const CallflowLanguage = Type.Object({
  language: Type.String({ pattern: '^[A-Za-z]{2}(-[A-Za-z]{2})?$' }),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowLanguage = Type.Static<typeof CallflowLanguage>
