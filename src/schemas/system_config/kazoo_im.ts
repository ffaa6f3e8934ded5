import Type from 'typebox'
import { AnyObject, Fields } from '../keywords.ts'

/** System-wide settings of `kazoo_im`. */
export const SystemConfigKazooIm = Type.Object({
  connector: Type.Optional(Fields({ connections: Type.Optional(AnyObject()) })),
  onnet_listeners: Type.Optional(Type.Integer({ default: 1 })),
})

export type SystemConfigKazooIm = Type.Static<typeof SystemConfigKazooIm>
