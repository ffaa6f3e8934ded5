import Type from 'typebox'
import { Fields } from '../keywords.ts'

/** System-wide settings of `kazoo_web`. */
export const SystemConfigKazooWeb = Type.Object({
  client: Type.Optional(
    Fields({
      blacklist: Type.Optional(
        Fields({
          cidrs: Type.Optional(Type.Array(Type.String(), { default: ['127.0.0.1/32', '0.0.0.0/32'] })),
          hosts: Type.Optional(Type.Array(Type.String(), { default: ['localhost'] })),
        }),
      ),
    }),
  ),
})

export type SystemConfigKazooWeb = Type.Static<typeof SystemConfigKazooWeb>
