import Type from 'typebox'
import { AnyObject, Words } from '../keywords.ts'

/** Parks a call in a slot, or takes one back. */
export const CallflowPark = Type.Object({
  action: Type.Optional(Words(['direct_park', 'park', 'retrieve', 'auto'], { default: 'park' })),
  custom_presence_id: Type.Optional(Type.Boolean({ default: false })),
  default_callback_timeout: Type.Optional(Type.Integer()),
  default_presence_type: Type.Optional(Words(['early', 'terminated', 'confirmed'])),
  default_ringback_timeout: Type.Optional(Type.Integer()),
  max_slot_number: Type.Optional(Type.Integer()),
  presence_id: Type.Optional(Type.String()),
  skip_module: Type.Optional(Type.Boolean()),
  slot: Type.Optional(Type.String()),
  slots: Type.Optional(AnyObject({ default: {} })),
})

export type CallflowPark = Type.Static<typeof CallflowPark>
