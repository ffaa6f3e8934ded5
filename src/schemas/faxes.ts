import Type from 'typebox'
import { OneOf, Words } from './keywords.ts'

/** A fax to be sent. */
export const Fax = Type.Object({
  from_number: Type.String(),
  to_number: Type.String(),
  attempts: Type.Optional(Type.Integer({ minimum: 0, maximum: 4, default: 0 })),
  document: Type.Optional(
    Type.Object({
      url: Type.String({ pattern: '^https?://' }),
      content: Type.Optional(Type.String({ maxLength: 256 })),
      content_type: Type.Optional(Type.String()),
      host: Type.Optional(Type.String()),
      method: Type.Optional(Words(['get', 'post'], { default: 'get' })),
      referer: Type.Optional(Type.String()),
    }),
  ),
  from_name: Type.Optional(Type.String()),
  notifications: Type.Optional(
    Type.Object({
      email: Type.Optional(
        Type.Object({
          send_to: Type.Optional(
            OneOf([Type.Array(Type.String({ format: 'email' })), Type.String({ format: 'email' })]),
          ),
        }),
      ),
      sms: Type.Optional(
        Type.Object({
          send_to: Type.Optional(OneOf([Type.Array(Type.String()), Type.String()])),
        }),
      ),
    }),
  ),
  retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 4, default: 1 })),
  to_name: Type.Optional(Type.String()),
  tx_result: Type.Optional(
    Type.Object({
      error_message: Type.Optional(Type.String({ default: '' })),
      fax_bad_rows: Type.Optional(Type.Integer({ default: 0 })),
      fax_error_correction: Type.Optional(Type.Boolean({ default: false })),
      fax_receiver_id: Type.Optional(Type.String({ default: '' })),
      fax_speed: Type.Optional(Type.Integer({ default: 0 })),
      pages_sent: Type.Optional(Type.Integer({ default: 0 })),
      success: Type.Optional(Type.Boolean({ default: false })),
      time_elapsed: Type.Optional(Type.Integer({ default: 0 })),
    }),
  ),
})

export type Fax = Type.Static<typeof Fax>
