import Type from 'typebox'

/** Where the calls of a user or device go instead; `options` are added to the fields devices mark as supported. */
export function callForward(options: Type.TSchemaOptions = {}) {
  return Type.Object(
    {
      enabled: Type.Optional(
        Type.Boolean({ description: 'Forwards every call.', default: false, ...options }),
      ),
      direct_calls_only: Type.Optional(
        Type.Boolean({
          description: 'Leaves calls alone that reach the endpoint by a group or queue.',
          default: false,
          ...options,
        }),
      ),
      failover: Type.Optional(
        Type.Boolean({
          description: 'Forwards only while no device is registered.',
          default: false,
          ...options,
        }),
      ),
      ignore_early_media: Type.Optional(
        Type.Boolean({
          description: 'Keeps announcements of the forwarded leg from the caller.',
          default: true,
        }),
      ),
      keep_caller_id: Type.Optional(
        Type.Boolean({
          description: 'Shows the original caller at the new destination.',
          default: true,
          support_level: 'supported',
        }),
      ),
      number: Type.Optional(
        Type.String({
          description: 'Number or extension calls go to.',
          maxLength: 35,
          support_level: 'supported',
        }),
      ),
      require_keypress: Type.Optional(
        Type.Boolean({
          description:
            'Asks the forwarded party to press a key, so that its voicemail does not take the call.',
          default: true,
          ...options,
        }),
      ),
      substitute: Type.Optional(
        Type.Boolean({
          description: 'Replaces the devices instead of ringing beside them.',
          default: true,
          ...options,
        }),
      ),
    },
    { description: 'Where calls go instead.' },
  )
}
