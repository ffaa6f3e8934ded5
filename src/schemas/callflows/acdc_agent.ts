import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Logs an agent of the call centre in or out. */
export const CallflowAcdcAgent = Type.Object({
  action: Type.Optional(Words(['login', 'logout', 'paused', 'resume'])),
  presence_id: Type.Optional(Type.String()),
  presence_state: Type.Optional(
    Words(['early', 'confirmed', 'terminated', 'red_flash', 'red_solid', 'green']),
  ),
  skip_module: Type.Optional(Type.Boolean()),
  timeout: Type.Optional(Type.Integer()),
})

export type CallflowAcdcAgent = Type.Static<typeof CallflowAcdcAgent>
