import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Starts or stops recording the call. */
export const CallflowRecordCall = Type.Object({
  action: Words(['start', 'stop'], { default: 'start' }),
  format: Type.Optional(Words(['mp3', 'wav'])),
  label: Type.Optional(Type.String()),
  media_name: Type.Optional(Type.String()),
  method: Type.Optional(Words(['put', 'post'], { default: 'put' })),
  origin: Type.Optional(Type.String()),
  record_min_sec: Type.Optional(Type.Integer()),
  record_on_answer: Type.Optional(Type.Boolean({ default: false })),
  record_on_bridge: Type.Optional(Type.Boolean({ default: false })),
  record_sample_rate: Type.Optional(Type.Integer()),
  should_follow_transfer: Type.Optional(Type.Boolean({ default: true })),
  skip_module: Type.Optional(Type.Boolean()),
  time_limit: Type.Optional(Type.Integer({ minimum: 5, maximum: 10800, default: 3600 })),
  url: Type.Optional(Type.String({ format: 'uri', 'kazoo-validation': true })),
})

export type CallflowRecordCall = Type.Static<typeof CallflowRecordCall>
