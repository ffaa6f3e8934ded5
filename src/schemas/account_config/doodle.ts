import Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** Settings of `doodle` that an account may set for itself. */
export const AccountConfigDoodle = Type.Object({
  api_preserve_caller_id: Type.Optional(Type.Boolean({ default: true })),
  reschedule: Type.Optional(AnyObject({ default: {} })),
})

export type AccountConfigDoodle = Type.Static<typeof AccountConfigDoodle>
