import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Records what the caller says. */
export const CallflowRecordCaller = Type.Object({
  format: Type.Optional(Words(['mp3', 'wav'])),
  method: Type.Optional(Words(['put', 'post'], { default: 'put' })),
  skip_module: Type.Optional(Type.Boolean()),
  time_limit: Type.Optional(Type.Integer({ minimum: 5, maximum: 10800, default: 3600 })),
  url: Type.Optional(Type.String({ format: 'uri', 'kazoo-validation': true })),
})

export type CallflowRecordCaller = Type.Static<typeof CallflowRecordCaller>
