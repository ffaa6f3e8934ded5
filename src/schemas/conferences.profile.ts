import Type from 'typebox'

/** Settings of the mixer a conference runs on. */
export const ConferenceProfile = Type.Object({
  'alone-sound': Type.Optional(Type.String()),
  'announce-count': Type.Optional(Type.Integer()),
  'caller-controls': Type.Optional(Type.String()),
  'comfort-noise': Type.Optional(Type.Integer({ minimum: 0, maximum: 10000 })),
  'energy-level': Type.Optional(Type.Integer({ minimum: 0, maximum: 1800 })),
  'enter-sound': Type.Optional(Type.String()),
  'exit-sound': Type.Optional(Type.String()),
  interval: Type.Optional(Type.Integer({ minimum: 10, maximum: 120 })),
  'locked-sound': Type.Optional(Type.String()),
  'max-members': Type.Optional(Type.Integer({ minimum: 2 })),
  'max-members-sound': Type.Optional(Type.String()),
  'moderator-controls': Type.Optional(Type.String()),
  'moh-sound': Type.Optional(Type.String()),
  'muted-sound': Type.Optional(Type.String()),
  rate: Type.Optional(Type.Enum([8000, 12000, 16000, 24000, 32000, 44100, 48000], { type: 'integer' })),
  'unmuted-sound': Type.Optional(Type.String()),
})

export type ConferenceProfile = Type.Static<typeof ConferenceProfile>
