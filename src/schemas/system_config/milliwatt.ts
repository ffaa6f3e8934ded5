import Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** System-wide settings of `milliwatt`. */
export const SystemConfigMilliwatt = Type.Object({
  echo: Type.Optional(AnyObject({ default: { caller_id: [], number: ['5555555552'] } })),
  route_win_timeout: Type.Optional(Type.Integer({ default: 3000 })),
  tone: Type.Optional(
    Type.Object(
      {
        duration: Type.Optional(Type.Integer({ default: 30000 })),
        frequencies: Type.Optional(Type.Array(Type.String(), { default: ['2600'] })),
        frequency_off: Type.Optional(Type.Integer({ default: 1000 })),
        frequency_on: Type.Optional(Type.Integer({ default: 5000 })),
      },
      { default: { caller_id: [], number: ['5555555551'] } },
    ),
  ),
})

export type SystemConfigMilliwatt = Type.Static<typeof SystemConfigMilliwatt>
