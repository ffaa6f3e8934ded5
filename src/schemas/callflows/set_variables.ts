import Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** Sets application variables, which go with the call's events. */
export const CallflowSetVariables = Type.Object({
  custom_application_vars: AnyObject({ default: {} }),
  export: Type.Optional(Type.Boolean()),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowSetVariables = Type.Static<typeof CallflowSetVariables>
