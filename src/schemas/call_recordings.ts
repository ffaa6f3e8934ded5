import Type from 'typebox'
import { AnyObject } from './keywords.ts'

/** A stored recording of a call. */
export const CallRecordings = Type.Object(
  {
    name: Type.Optional(Type.String()),
    call_id: Type.Optional(Type.String()),
    callee_id_name: Type.Optional(Type.String()),
    callee_id_number: Type.Optional(Type.String()),
    caller_id_name: Type.Optional(Type.String()),
    caller_id_number: Type.Optional(Type.String()),
    cdr_id: Type.Optional(Type.String()),
    content_type: Type.Optional(Type.String()),
    custom_channel_vars: Type.Optional(AnyObject()),
    description: Type.Optional(Type.String()),
    direction: Type.Optional(Type.String()),
    duration: Type.Optional(Type.Integer({ minimum: 0 })),
    duration_ms: Type.Optional(Type.Integer({ minimum: 0 })),
    from: Type.Optional(Type.String()),
    interaction_id: Type.Optional(Type.String()),
    media_source: Type.Optional(Type.String()),
    media_type: Type.Optional(Type.String()),
    origin: Type.Optional(Type.String()),
    owner_id: Type.Optional(Type.String()),
    request: Type.Optional(Type.String()),
    source_type: Type.Optional(Type.String()),
    start: Type.Optional(Type.Integer()),
    to: Type.Optional(Type.String()),
    url: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)

export type CallRecordings = Type.Static<typeof CallRecordings>
