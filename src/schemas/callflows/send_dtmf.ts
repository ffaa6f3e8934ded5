import Type from 'typebox'
import { OneOf } from '../keywords.ts'

/** Sends digits. */
export const CallflowSendDtmf = Type.Object({
  digits: Type.String(),
  duration_ms: Type.Optional(OneOf([Type.Integer(), Type.String()], { default: '2000' })),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowSendDtmf = Type.Static<typeof CallflowSendDtmf>
