import Type from 'typebox'
import { Ref } from './keywords.ts'
import type { CallRecordingSource } from './call_recording.source.ts'

/** When calls of an account, user or device are recorded, by direction. */
export const CallRecording = Type.Object(
  {
    any: Type.Optional(Ref<CallRecordingSource>('call_recording.source')),
    inbound: Type.Optional(Ref<CallRecordingSource>('call_recording.source')),
    outbound: Type.Optional(Ref<CallRecordingSource>('call_recording.source')),
  },
  { additionalProperties: false },
)

export type CallRecording = Type.Static<typeof CallRecording>
