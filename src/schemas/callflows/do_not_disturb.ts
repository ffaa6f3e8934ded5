import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Switches do-not-disturb. */
export const CallflowDoNotDisturb = Type.Object({
  id: Type.Optional(Type.String()),
  action: Type.Optional(Words(['activate', 'deactivate', 'toggle'])),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowDoNotDisturb = Type.Static<typeof CallflowDoNotDisturb>
