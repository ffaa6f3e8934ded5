import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Puts something before the caller's name and number. */
export const CallflowPrependCid = Type.Object({
  action: Type.Optional(Words(['reset', 'prepend'], { default: 'prepend' })),
  apply_to: Type.Optional(Words(['original', 'current'], { default: 'current' })),
  caller_id_name_prefix: Type.Optional(Type.String({ default: '' })),
  caller_id_number_prefix: Type.Optional(Type.String({ default: '' })),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowPrependCid = Type.Static<typeof CallflowPrependCid>
