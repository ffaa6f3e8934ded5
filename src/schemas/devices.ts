import Type from 'typebox'
import { AnyObject, Matching, OneOf, Ref } from './keywords.ts'
import type { Formatters } from './formatters.ts'
import { callForward } from './parts/call-forward.ts'
import { dialling, endpoint, musicOnHold } from './parts/dialling.ts'
import { Provisioning } from './parts/provisioning.ts'
import { SipSettings } from './parts/sip-settings.ts'

/** A phone, softphone, mobile or other SIP endpoint. */
export const Device = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 128, support_level: 'supported' }),
  enabled: Type.Optional(
    Type.Boolean({
      description: 'Whether the device can register and is called.',
      default: true,
      support_level: 'supported',
    }),
  ),
  ...dialling,
  ...endpoint,
  call_forward: Type.Optional(callForward({ support_level: 'supported' })),
  device_type: Type.Optional(
    Type.String({
      description:
        'Kind of device, such as `sip_device`, `softphone`, `mobile`, `cellphone`, `landline` or `fax`.',
    }),
  ),
  exclude_from_queues: Type.Optional(
    Type.Boolean({ description: 'Leaves the device alone when a queue calls its owner.', default: false }),
  ),
  formatters: Type.Optional(
    Ref<Formatters>('formatters', { description: 'How numbers and headers of calls are changed.' }),
  ),
  hotdesk: Type.Optional(
    Type.Object({
      users: Type.Optional(
        Matching(
          { '^[a-zA-Z0-9]{32}$': AnyObject() },
          { description: 'Users logged in at the device, by id.' },
        ),
      ),
    }),
  ),
  mac_address: Type.Optional(
    Type.String({
      description: 'Ethernet address, by which the device is provisioned.',
      support_level: 'supported',
    }),
  ),
  music_on_hold: Type.Optional(musicOnHold(2048)),
  mwi_unsolicited_updates: Type.Optional(
    Type.Boolean({ description: 'Lights the message lamp without having been asked to.', default: true }),
  ),
  outbound_flags: Type.Optional(
    OneOf(
      [
        Type.Array(Type.String()),
        Type.Object({
          dynamic: Type.Optional(Type.Array(Type.String())),
          static: Type.Optional(Type.Array(Type.String())),
        }),
      ],
      { description: 'Flags a carrier must have to take calls of the device.' },
    ),
  ),
  owner_id: Type.Optional(Type.String({ description: 'Id of the user.', minLength: 32, maxLength: 32 })),
  provision: Type.Optional(Provisioning),
  register_overwrite_notify: Type.Optional(
    Type.Boolean({ description: 'Announces when a registration replaces another.', default: false }),
  ),
  sip: Type.Optional(SipSettings),
  suppress_unregister_notifications: Type.Optional(
    Type.Boolean({ description: 'Announces no lost registration.', default: false }),
  ),
})

export type Device = Type.Static<typeof Device>
