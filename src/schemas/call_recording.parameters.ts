import Type from 'typebox'
import { Words } from './keywords.ts'

/** How a call is recorded, and where the recording goes. */
export const CallRecordingParameters = Type.Object(
  {
    enabled: Type.Optional(Type.Boolean()),
    format: Type.Optional(Words(['mp3', 'wav'])),
    record_min_sec: Type.Optional(Type.Integer()),
    record_on_answer: Type.Optional(Type.Boolean()),
    record_on_bridge: Type.Optional(Type.Boolean()),
    record_sample_rate: Type.Optional(Type.Integer()),
    time_limit: Type.Optional(Type.Integer({ minimum: 5, maximum: 10800 })),
    url: Type.Optional(Type.String({ format: 'uri', 'kazoo-validation': true })),
  },
  { additionalProperties: false },
)

export type CallRecordingParameters = Type.Static<typeof CallRecordingParameters>
