import Type from 'typebox'
import { Ref } from './keywords.ts'
import type { CallRecordingParameters } from './call_recording.parameters.ts'

/** Which calls are recorded, by the side they come from. */
export const CallRecordingSource = Type.Object(
  {
    any: Type.Optional(Ref<CallRecordingParameters>('call_recording.parameters')),
    offnet: Type.Optional(Ref<CallRecordingParameters>('call_recording.parameters')),
    onnet: Type.Optional(Ref<CallRecordingParameters>('call_recording.parameters')),
  },
  { additionalProperties: false },
)

export type CallRecordingSource = Type.Static<typeof CallRecordingSource>
