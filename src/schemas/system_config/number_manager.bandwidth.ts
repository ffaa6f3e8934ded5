import Type from 'typebox'
import { OneOf } from '../keywords.ts'

/** System-wide settings of `number_manager.bandwidth`. */
export const SystemConfigNumberManagerBandwidth = Type.Object({
  debug: Type.Optional(Type.Boolean({ default: false })),
  developer_key: Type.Optional(Type.String({ default: '' })),
  enable_provisioning: Type.Optional(Type.Boolean({ default: true })),
  endpoints: Type.Optional(OneOf([Type.String(), Type.Array(Type.String())])),
  numbers_api_url: Type.Optional(Type.String({ default: 'https://api.bandwidth.com/public/v2/numbers.api' })),
  order_name_prefix: Type.Optional(Type.String({ default: 'Kazoo' })),
  sandbox_provisioning: Type.Optional(Type.Boolean({ default: true })),
})

export type SystemConfigNumberManagerBandwidth = Type.Static<typeof SystemConfigNumberManagerBandwidth>
