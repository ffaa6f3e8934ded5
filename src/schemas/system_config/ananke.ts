import Type from 'typebox'
import { AnyObject, Fields } from '../keywords.ts'

/** System-wide settings of `ananke`. */
export const SystemConfigAnanke = Type.Object({
  schedules: Type.Optional(Type.Array(AnyObject(), { default: [] })),
  voicemail: Type.Optional(
    Fields({
      notify: Type.Optional(
        Fields({
          callback: Type.Optional(
            Fields({
              attempts: Type.Optional(Type.Integer({ default: 5 })),
              interval_s: Type.Optional(Type.Integer({ default: 300 })),
              timeout_s: Type.Optional(Type.Integer({ default: 20 })),
            }),
          ),
        }),
      ),
    }),
  ),
})

export type SystemConfigAnanke = Type.Static<typeof SystemConfigAnanke>
