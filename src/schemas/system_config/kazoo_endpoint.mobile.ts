import Type from 'typebox'
import { AnyObject, Fields } from '../keywords.ts'

/** System-wide settings of `kazoo_endpoint.mobile`. */
export const SystemConfigKazooEndpointMobile = Type.Object({
  codecs: Type.Optional(Type.Array(Type.String(), { default: ['PCMU'] })),
  create_sip_endpoint: Type.Optional(Type.Boolean({ default: false })),
  custom_sip_interface: Type.Optional(Type.String()),
  formatter: Type.Optional(Type.String({ default: '^\\+?1?([2-9][0-9]{2}[2-9][0-9]{6})$' })),
  path: Type.Optional(Type.String({ default: '' })),
  prefix: Type.Optional(Type.String({ default: '' })),
  realm: Type.Optional(Type.String({ default: 'mobile.k.zswitch.net' })),
  sms: Type.Optional(
    Fields({
      connections: Type.Optional(
        AnyObject({
          default: {
            default: { exchange: 'sms', options: { passive: true }, route: 'sprint', type: 'topic' },
          },
        }),
      ),
    }),
  ),
  sms_interface: Type.Optional(Type.String({ default: 'amqp' })),
  suffix: Type.Optional(Type.String({ default: '' })),
})

export type SystemConfigKazooEndpointMobile = Type.Static<typeof SystemConfigKazooEndpointMobile>
