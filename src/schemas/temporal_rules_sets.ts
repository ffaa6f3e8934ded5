import Type from 'typebox'

/** A set of temporal rules. */
export const TemporalRuleSet = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 128, support_level: 'supported' }),
  flags: Type.Optional(Type.Array(Type.String(), { support_level: 'supported' })),
  temporal_rules: Type.Optional(Type.Array(Type.String(), { minItems: 1, support_level: 'supported' })),
})

export type TemporalRuleSet = Type.Static<typeof TemporalRuleSet>
