import Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** System-wide settings of `call_inspector`. */
export const SystemConfigCallInspector = Type.Object({
  startup_parsers: Type.Optional(AnyObject({ default: {} })),
})

export type SystemConfigCallInspector = Type.Static<typeof SystemConfigCallInspector>
