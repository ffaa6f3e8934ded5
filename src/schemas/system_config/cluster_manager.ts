import Type from 'typebox'

/** System-wide settings of `cluster_manager`. */
export const SystemConfigClusterManager = Type.Object({
  url: Type.Optional(Type.String()),
})

export type SystemConfigClusterManager = Type.Static<typeof SystemConfigClusterManager>
