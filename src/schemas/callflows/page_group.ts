import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Pages users and devices. */
export const CallflowPageGroup = Type.Object({
  audio: Words(['one-way', 'two-way'], { default: 'one-way' }),
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
  barge_calls: Type.Optional(Type.Boolean()),
  skip_module: Type.Optional(Type.Boolean()),
  timeout: Type.Optional(Type.Integer({ default: 5 })),
})

export type CallflowPageGroup = Type.Static<typeof CallflowPageGroup>
