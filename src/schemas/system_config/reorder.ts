import Type from 'typebox'
import { Words } from '../keywords.ts'

/** System-wide settings of `reorder`. */
export const SystemConfigReorder = Type.Object({
  assume_inbound_e164: Type.Optional(Type.Boolean({ default: false })),
  known_number: Type.Optional(
    Type.Object({
      action: Type.Optional(Words(['respond', 'transfer', 'bridge'], { default: 'respond' })),
      bridge_account_id: Type.Optional(Type.String()),
      bridge_device_id: Type.Optional(Type.String()),
      response_code: Type.Optional(Type.String({ default: '686' })),
      response_message: Type.Optional(Type.String({ default: 'PICNIC' })),
      transfer_target: Type.Optional(Type.String()),
    }),
  ),
  unknown_number: Type.Optional(
    Type.Object({
      action: Type.Optional(Words(['respond', 'transfer', 'bridge'], { default: 'respond' })),
      bridge_account_id: Type.Optional(Type.String()),
      bridge_device_id: Type.Optional(Type.String()),
      response_code: Type.Optional(Type.String({ default: '604' })),
      response_message: Type.Optional(Type.String({ default: 'Nope Nope Nope' })),
      transfer_target: Type.Optional(Type.String()),
    }),
  ),
})

export type SystemConfigReorder = Type.Static<typeof SystemConfigReorder>
