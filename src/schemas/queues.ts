import Type from 'typebox'
import { Words } from './keywords.ts'

/** A call centre queue. */
export const Queue = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 128 }),
  agent_ring_timeout: Type.Optional(Type.Integer({ minimum: 1, default: 15 })),
  agent_wrapup_time: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
  announce: Type.Optional(Type.String()),
  announcements: Type.Optional(
    Type.Object({
      interval: Type.Optional(Type.Integer({ minimum: 15, default: 30 })),
      media: Type.Optional(
        Type.Object({
          in_the_queue: Type.String(),
          increase_in_call_volume: Type.String(),
          the_estimated_wait_time_is: Type.String(),
          you_are_at_position: Type.String(),
        }),
      ),
      position_announcements_enabled: Type.Optional(Type.Boolean()),
      wait_time_announcements_enabled: Type.Optional(Type.Boolean()),
    }),
  ),
  caller_exit_key: Type.Optional(
    Words(['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'], { default: '#' }),
  ),
  cdr_url: Type.Optional(Type.String({ format: 'uri' })),
  connection_timeout: Type.Optional(Type.Integer({ minimum: 0, default: 3600 })),
  enter_when_empty: Type.Optional(Type.Boolean({ default: true })),
  max_priority: Type.Optional(Type.Integer({ minimum: 0, maximum: 255 })),
  max_queue_size: Type.Optional(Type.Integer({ default: 0 })),
  moh: Type.Optional(Type.String()),
  record_caller: Type.Optional(Type.Boolean({ default: false })),
  recording_url: Type.Optional(Type.String({ format: 'uri' })),
  ring_simultaneously: Type.Optional(Type.Integer({ minimum: 1, default: 1 })),
  strategy: Type.Optional(Words(['round_robin', 'most_idle'], { default: 'round_robin' })),
})

export type Queue = Type.Static<typeof Queue>
