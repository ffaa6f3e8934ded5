import Type from 'typebox'
import { OneOf, Words } from './keywords.ts'

/** Who hears of a fax in one direction. */
const told = Type.Object(
  {
    email: Type.Optional(
      Type.Object(
        {
          send_to: Type.Optional(
            OneOf([Type.Array(Type.String({ format: 'email' })), Type.String({ format: 'email' })]),
          ),
        },
        { support_level: 'supported' },
      ),
    ),
    callback: Type.Optional(
      Type.Object(
        {
          method: Type.Optional(Words(['post', 'put'])),
          type: Type.Optional(Words(['json', 'www-url-form-encoded'])),
          url: Type.Optional(Type.String({ pattern: '^https?://', 'kazoo-validation': true })),
        },
        { support_level: 'beta' },
      ),
    ),
    sms: Type.Optional(
      Type.Object(
        {
          send_to: Type.Optional(OneOf([Type.Array(Type.String()), Type.String()])),
        },
        { support_level: 'beta' },
      ),
    ),
  },
  { support_level: 'supported' },
)

/** Where faxes are received and sent from, and who hears of it. */
export const Faxbox = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 128, support_level: 'supported' }),
  attempts: Type.Optional(Type.Integer({ minimum: 0, maximum: 4, default: 0 })),
  caller_id: Type.Optional(Type.String({ support_level: 'supported' })),
  caller_name: Type.Optional(Type.String({ default: 'Kazoo Fax Printer', support_level: 'supported' })),
  custom_smtp_email_address: Type.Optional(Type.String({ support_level: 'supported' })),
  fax_header: Type.Optional(Type.String({ default: 'Kazoo Fax Printer', support_level: 'supported' })),
  fax_identity: Type.Optional(Type.String({ support_level: 'supported' })),
  fax_timezone: Type.Optional(Type.String({ support_level: 'supported' })),
  flags: Type.Optional(Type.Array(Type.String(), { support_level: 'supported' })),
  media: Type.Optional(
    Type.Object(
      { fax_option: Type.Optional(Type.Boolean({ support_level: 'beta' })) },
      { default: {}, support_level: 'beta' },
    ),
  ),
  notifications: Type.Optional(
    Type.Object(
      {
        inbound: Type.Optional(told),
        outbound: Type.Optional(told),
      },
      { support_level: 'supported' },
    ),
  ),
  retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 4, default: 1, support_level: 'supported' })),
  smtp_permission_list: Type.Optional(
    Type.Array(Type.String({ 'kazoo-regexp': true }), { default: [], support_level: 'supported' }),
  ),
})

export type Faxbox = Type.Static<typeof Faxbox>
