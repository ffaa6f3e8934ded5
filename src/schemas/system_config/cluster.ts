import Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** System-wide settings of `cluster`. */
export const SystemConfigCluster = Type.Object({
  cluster_id: Type.Optional(Type.String()),
  zones: Type.Optional(AnyObject({ default: {} })),
})

export type SystemConfigCluster = Type.Static<typeof SystemConfigCluster>
