import Type from 'typebox'
import { AnyObject, Fields } from '../keywords.ts'

/** System-wide settings of `hotornot`. */
export const SystemConfigHotornot = Type.Object({
  default_rate_cost: Type.Optional(Type.Number({ default: 0 })),
  default_rate_increment: Type.Optional(Type.Integer({ default: 60 })),
  default_rate_internal_cost: Type.Optional(Type.Number({ default: 0 })),
  default_rate_minimum: Type.Optional(Type.Integer({ default: 60 })),
  default_rate_nocharge_time: Type.Optional(Type.Integer({ default: 0 })),
  default_rate_surcharge: Type.Optional(Type.Number({ default: 0 })),
  default_ratedeck: Type.Optional(Type.String({ default: 'ratedeck' })),
  filter_list: Type.Optional(
    Type.Array(Type.String(), { default: ['direction', 'route_options', 'routes'] }),
  ),
  mobile_rate: Type.Optional(AnyObject()),
  rate_version: Type.Optional(Type.String()),
  should_publish_system_alert: Type.Optional(
    Fields({
      both: Type.Optional(Type.Boolean({ default: true })),
      inbound: Type.Optional(Type.Boolean({ default: true })),
      outbound: Type.Optional(Type.Boolean({ default: true })),
    }),
  ),
  sort_by_weight: Type.Optional(Type.Boolean({ default: true })),
  trie_build_timeout_ms: Type.Optional(Type.Integer({ default: 60000 })),
  trie_lru_expires_s: Type.Optional(Type.Integer({ default: 86400 })),
  trie_module: Type.Optional(Type.String({ default: 'hon_trie' })),
  use_trie: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigHotornot = Type.Static<typeof SystemConfigHotornot>
