import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Hides the caller. */
export const CallflowPrivacy = Type.Object({
  endpoint_strategy: Type.Optional(Words(['overwrite', 'merge'], { default: 'overwrite' })),
  mode: Type.Optional(Words(['full', 'name', 'number', 'yes'], { default: 'full' })),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowPrivacy = Type.Static<typeof CallflowPrivacy>
