import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Branches by the value of a variable. */
export const CallflowBranchVariable = Type.Object({
  variable: Type.String({ default: '' }),
  scope: Type.Optional(
    Words(['account', 'custom_channel_vars', 'device', 'merged', 'user'], { default: 'custom_channel_vars' }),
  ),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowBranchVariable = Type.Static<typeof CallflowBranchVariable>
