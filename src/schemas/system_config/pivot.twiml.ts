import Type from 'typebox'

/** System-wide settings of `pivot.twiml`. */
export const SystemConfigPivotTwiml = Type.Object({
  conference_moh: Type.Optional(Type.String({ default: '$${hold_music}' })),
})

export type SystemConfigPivotTwiml = Type.Static<typeof SystemConfigPivotTwiml>
