import Type from 'typebox'

/** System-wide settings of `kapps_controller`. */
export const SystemConfigKappsController = Type.Object({
  kapps: Type.Optional(
    Type.Array(Type.String(), {
      default: [
        'blackhole',
        'callflow',
        'cdr',
        'conference',
        'crossbar',
        'fax',
        'hangups',
        'media_mgr',
        'milliwatt',
        'omnipresence',
        'pivot',
        'registrar',
        'reorder',
        'stepswitch',
        'sysconf',
        'teletype',
        'trunkstore',
        'webhooks',
      ],
    }),
  ),
})

export type SystemConfigKappsController = Type.Static<typeof SystemConfigKappsController>
