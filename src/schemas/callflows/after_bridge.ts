import Type from 'typebox'
import { OneOf, Words } from '../keywords.ts'

/** Decides what becomes of the caller when the called party hangs up. */
export const CallflowAfterBridge = Type.Object({
  action: Type.Optional(Words(['park', 'transfer', 'hangup'])),
  data: Type.Optional(OneOf([Type.Boolean(), Type.String()])),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowAfterBridge = Type.Static<typeof CallflowAfterBridge>
