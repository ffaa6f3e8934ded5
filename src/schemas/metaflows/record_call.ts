import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Starts or stops recording. */
export const MetaflowRecordCall = Type.Object({
  action: Type.Optional(Words(['mask', 'unmask', 'start', 'stop', 'toggle'], { default: 'toggle' })),
  format: Type.Optional(Words(['mp3', 'wav'])),
  label: Type.Optional(Type.String()),
  media_name: Type.Optional(Type.String()),
  method: Type.Optional(Words(['put', 'post'])),
  origin: Type.Optional(Type.String()),
  record_min_sec: Type.Optional(Type.Integer()),
  record_on_answer: Type.Optional(Type.Boolean({ default: false })),
  record_on_bridge: Type.Optional(Type.Boolean({ default: false })),
  record_sample_rate: Type.Optional(Type.Integer()),
  time_limit: Type.Optional(Type.Integer()),
  url: Type.Optional(Type.String({ 'kazoo-validation': true })),
})

export type MetaflowRecordCall = Type.Static<typeof MetaflowRecordCall>
