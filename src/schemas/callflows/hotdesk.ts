import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Takes over a desk phone as one's own, or gives it back. */
export const CallflowHotdesk = Type.Object({
  id: Type.Optional(Type.String()),
  action: Type.Optional(Words(['logout', 'login', 'toggle', 'bridge'])),
  interdigit_timeout: Type.Optional(Type.Integer()),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowHotdesk = Type.Static<typeof CallflowHotdesk>
