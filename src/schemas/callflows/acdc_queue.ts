import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Logs an agent into or out of a queue. */
export const CallflowAcdcQueue = Type.Object({
  id: Type.Optional(Type.String()),
  action: Type.Optional(Words(['login', 'logout'])),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowAcdcQueue = Type.Static<typeof CallflowAcdcQueue>
