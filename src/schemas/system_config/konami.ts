import Type from 'typebox'
import { Fields } from '../keywords.ts'

/** System-wide settings of `konami`. */
export const SystemConfigKonami = Type.Object({
  event_cleanup_timeout_ms: Type.Optional(Type.Integer({ default: 3600000 })),
  transfer: Type.Optional(
    Fields({
      default_takeback_dtmf: Type.Optional(Type.String({ default: '*1' })),
      default_target_timeout_ms: Type.Optional(Type.Integer({ default: 20000 })),
    }),
  ),
  use_fast_rearm: Type.Optional(Type.Boolean({ default: false })),
  webseq_enabled: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigKonami = Type.Static<typeof SystemConfigKonami>
