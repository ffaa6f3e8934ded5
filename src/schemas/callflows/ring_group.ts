import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Rings users, devices and groups together. */
export const CallflowRingGroup = Type.Object({
  endpoints: Type.Array(
    Type.Object({
      id: Type.String({ minLength: 1, maxLength: 128 }),
      endpoint_type: Words(['device', 'user', 'group']),
      delay: Type.Optional(Type.Integer({ default: 0 })),
      timeout: Type.Optional(Type.Integer({ default: 20 })),
      weight: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    }),
    { minItems: 1 },
  ),
  fail_on_single_reject: Type.Optional(Type.Boolean()),
  ignore_forward: Type.Optional(Type.Boolean({ default: true })),
  repeats: Type.Optional(Type.Integer({ minimum: 1, default: 1 })),
  ringback: Type.Optional(Type.String()),
  ringtones: Type.Optional(
    Type.Object({
      external: Type.Optional(Type.String()),
      internal: Type.Optional(Type.String()),
    }),
  ),
  skip_module: Type.Optional(Type.Boolean()),
  strategy: Type.Optional(Words(['simultaneous', 'single', 'weighted_random'], { default: 'simultaneous' })),
  timeout: Type.Optional(Type.Integer({ default: 20 })),
})

export type CallflowRingGroup = Type.Static<typeof CallflowRingGroup>
