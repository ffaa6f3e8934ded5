import Type from 'typebox'
import { OneOf, Words } from '../keywords.ts'

/** Receives a fax for a user. */
export const CallflowReceiveFax = Type.Object({
  media: Type.Optional(
    Type.Object({
      fax_option: Type.Optional(OneOf([Words(['auto', 'false', 'true']), Type.Boolean()])),
    }),
  ),
  owner_id: Type.Optional(Type.String()),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowReceiveFax = Type.Static<typeof CallflowReceiveFax>
