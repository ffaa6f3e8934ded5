import Type from 'typebox'
import { Words } from '../keywords.ts'
import { sipHeaders } from './sip-headers.ts'

/** How a device registers, and how calls reach it. */
export const SipSettings = Type.Object(
  {
    username: Type.Optional(
      Type.String({
        description: 'Name to register with.',
        minLength: 2,
        maxLength: 32,
        support_level: 'supported',
      }),
    ),
    custom_sip_headers: Type.Optional(sipHeaders({ description: 'Headers added to calls to the device.' })),
    custom_sip_interface: Type.Optional(
      Type.String({ description: 'Interface of the switch that calls to the device go through.' }),
    ),
    expire_seconds: Type.Optional(
      Type.Integer({
        description: 'How long a registration lasts.',
        default: 300,
        support_level: 'supported',
      }),
    ),
    forward: Type.Optional(
      Type.String({ description: 'Address calls are sent to, whatever the device registered.' }),
    ),
    ignore_completed_elsewhere: Type.Optional(
      Type.Boolean({ description: 'Counts calls taken by another device as missed.' }),
    ),
    invite_format: Type.Optional(
      Words(['username', 'npan', '1npan', 'e164', 'route', 'strip_plus', 'contact'], {
        description: 'How the called number is written for the device.',
        default: 'contact',
        support_level: 'supported',
      }),
    ),
    ip: Type.Optional(
      Type.String({
        description: 'Address the device is known by when `method` is `ip`.',
        support_level: 'supported',
      }),
    ),
    method: Type.Optional(
      Words(['password', 'ip'], {
        description: 'How the device proves who it is.',
        default: 'password',
        support_level: 'supported',
      }),
    ),
    number: Type.Optional(Type.String({ description: 'Number written into calls, if not the one dialled.' })),
    password: Type.Optional(
      Type.String({
        description: 'Password to register with.',
        minLength: 5,
        maxLength: 32,
        support_level: 'supported',
      }),
    ),
    proxy: Type.Optional(Type.String({ description: 'Proxy that calls to the device go through.' })),
    realm: Type.Optional(
      Type.String({
        description: 'SIP domain, if not that of the account.',
        minLength: 4,
        maxLength: 253,
        pattern: '^[.\\w_-]+$',
      }),
    ),
    route: Type.Optional(
      Type.String({ description: 'SIP address for the format `route`.', support_level: 'supported' }),
    ),
    static_invite: Type.Optional(Type.String({ description: 'Name calls are addressed to.' })),
    static_route: Type.Optional(
      Type.String({ description: 'SIP address calls are sent to, when the device does not register.' }),
    ),
    transport: Type.Optional(
      Type.String({ description: 'Transport for calls to the device, such as `tls`.' }),
    ),
  },
  { default: {} },
)
