import Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** System-wide settings of `ips`. */
export const SystemConfigIps = Type.Object({
  zone_name_map: Type.Optional(AnyObject({ default: {} })),
})

export type SystemConfigIps = Type.Static<typeof SystemConfigIps>
