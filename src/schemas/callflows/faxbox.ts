import Type from 'typebox'
import { OneOf, Words } from '../keywords.ts'

/** Receives a fax into a fax box. */
export const CallflowFaxbox = Type.Object({
  id: Type.Optional(Type.String()),
  faxbox_id: Type.Optional(Type.String()),
  media: Type.Optional(
    Type.Object({
      fax_option: Type.Optional(OneOf([Type.Boolean(), Words(['auto', 'true', 'false'])])),
    }),
  ),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowFaxbox = Type.Static<typeof CallflowFaxbox>
