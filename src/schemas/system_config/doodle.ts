import Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** System-wide settings of `doodle`. */
export const SystemConfigDoodle = Type.Object({
  api_preserve_caller_id: Type.Optional(Type.Boolean({ default: true })),
  connections: Type.Optional(AnyObject()),
  default_test_from_number: Type.Optional(Type.String({ default: '15552220001' })),
  default_test_route_id: Type.Optional(Type.String({ default: 'syneverse' })),
  inbound_broker: Type.Optional(Type.String()),
  inbound_exchange: Type.Optional(Type.String({ default: 'sms' })),
  inbound_exchange_options: Type.Optional(AnyObject({ default: { passive: true } })),
  inbound_exchange_type: Type.Optional(Type.String({ default: 'topic' })),
  inbound_queue_name: Type.Optional(Type.String()),
  listeners: Type.Optional(Type.Integer({ default: 1 })),
  min_bucket_cost: Type.Optional(Type.Integer({ default: 1 })),
  reschedule: Type.Optional(AnyObject({ default: {} })),
  route_win_timeout: Type.Optional(Type.Integer({ default: 3000 })),
  unavailable_message: Type.Optional(AnyObject({ default: { 'en-US': 'sms service unavailable' } })),
})

export type SystemConfigDoodle = Type.Static<typeof SystemConfigDoodle>
