import Type from 'typebox'
import { OneOf, Words } from '../keywords.ts'

/** Sends a mail or text about the call. */
export const CallflowNotification = Type.Object({
  recipients: Type.Array(
    Type.Object({
      id: OneOf([Type.String({ format: 'email' }), Type.Array(Type.String({ format: 'email' }))]),
      type: Words(['user', 'email']),
    }),
    { default: [] },
  ),
  comments: Type.Optional(Type.String()),
  notification_media: Type.Optional(Type.Array(Words(['email', 'sms']))),
  send_at: Type.Optional(Words(['callflow_exec', 'channel_destroy'], { default: 'channel_destroy' })),
  template_id: Type.Optional(Type.String()),
})

export type CallflowNotification = Type.Static<typeof CallflowNotification>
