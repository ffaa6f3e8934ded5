import Type from 'typebox'
import { AnyObject, Words } from './keywords.ts'

/** Template of a notification mail. */
export const NotificationTemplate = Type.Object({
  enabled: Type.Optional(Type.Boolean({ default: true })),
  from: Type.String({ format: 'email' }),
  subject: Type.String({ minLength: 1, maxLength: 200 }),
  to: Type.Object({
    email_addresses: Type.Optional(Type.Array(Type.String({ format: 'email' }))),
    type: Type.Optional(Words(['original', 'specified', 'admins'], { minLength: 2, maxLength: 253 })),
  }),
  bcc: Type.Optional(
    Type.Object({
      email_addresses: Type.Optional(Type.Array(Type.String({ format: 'email' }))),
      type: Type.Optional(Words(['original', 'specified', 'admins'], { minLength: 2, maxLength: 253 })),
    }),
  ),
  category: Type.Optional(Type.String({ minLength: 1 })),
  cc: Type.Optional(
    Type.Object({
      email_addresses: Type.Optional(Type.Array(Type.String({ format: 'email' }))),
      type: Type.Optional(Words(['original', 'specified', 'admins'])),
    }),
  ),
  friendly_name: Type.Optional(Type.String({ minLength: 1 })),
  macros: Type.Optional(AnyObject({ properties: {}, default: {} })),
  reply_to: Type.Optional(Type.String({ format: 'email' })),
  template_charset: Type.Optional(Type.String({ minLength: 1, default: 'utf-8' })),
})

export type NotificationTemplate = Type.Static<typeof NotificationTemplate>
