import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Collects digits into a variable. */
export const CallflowCollectDtmf = Type.Object({
  collection_name: Type.Optional(Type.String()),
  interdigit_timeout: Type.Optional(Type.Integer({ minimum: 1 })),
  max_digits: Type.Optional(Type.Integer({ minimum: 1, default: 1 })),
  skip_module: Type.Optional(Type.Boolean()),
  terminator: Type.Optional(
    Words(['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '#', '*'], { default: '#' }),
  ),
  terminators: Type.Optional(
    Type.Array(Words(['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '#', '*']), { uniqueItems: true }),
  ),
  timeout: Type.Optional(Type.Integer({ minimum: 1, default: 5000 })),
})

export type CallflowCollectDtmf = Type.Static<typeof CallflowCollectDtmf>
