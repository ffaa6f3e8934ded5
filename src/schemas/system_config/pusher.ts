import Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** System-wide settings of `pusher`. */
export const SystemConfigPusher = Type.Object({
  'User-Agents': Type.Optional(AnyObject({ default: {} })),
  apple: Type.Optional(
    Type.Object(
      {
        enabled: Type.Optional(Type.Boolean({ default: true })),
        apns_topic: Type.Optional(Type.String()),
        certificate: Type.Optional(Type.String()),
        headers: Type.Optional(AnyObject({ default: {} })),
        host: Type.Optional(Type.String({ default: 'api.push.apple.com' })),
      },
      { default: {} },
    ),
  ),
  firebase: Type.Optional(
    Type.Object(
      {
        enabled: Type.Optional(Type.Boolean({ default: true })),
        api_key: Type.Optional(Type.String()),
        headers: Type.Optional(AnyObject({ default: {} })),
      },
      { default: {} },
    ),
  ),
})

export type SystemConfigPusher = Type.Static<typeof SystemConfigPusher>
