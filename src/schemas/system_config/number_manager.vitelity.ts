import Type from 'typebox'
import { OneOf } from '../keywords.ts'

/** System-wide settings of `number_manager.vitelity`. */
export const SystemConfigNumberManagerVitelity = Type.Object({
  api_uri: Type.Optional(Type.String({ default: 'http://api.vitelity.net/api.php' })),
  routesip: Type.Optional(OneOf([Type.String(), Type.Array(Type.String())])),
  use_stepswitch_cnam: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigNumberManagerVitelity = Type.Static<typeof SystemConfigNumberManagerVitelity>
