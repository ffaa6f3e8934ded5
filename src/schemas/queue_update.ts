import Type from 'typebox'
import { Words } from './keywords.ts'

/** Changes of an agent's membership in a queue. */
export const QueueUpdate = Type.Object({
  action: Words(['login', 'logout']),
  queue_id: Type.String({ minLength: 1, maxLength: 128 }),
})

export type QueueUpdate = Type.Static<typeof QueueUpdate>
