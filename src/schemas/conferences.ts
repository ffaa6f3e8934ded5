import Type from 'typebox'
import { AnyObject, OneOf, Ref } from './keywords.ts'
import type { ConferenceProfile } from './conferences.profile.ts'

/** A conference bridge: its numbers, PINs and behaviour. */
export const Conference = Type.Object({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 128, support_level: 'supported' })),
  bridge_password: Type.Optional(Type.String()),
  bridge_username: Type.Optional(Type.String()),
  caller_controls: Type.Optional(Type.String()),
  conference_numbers: Type.Optional(
    Type.Array(Type.String({ pattern: '^[0-9]+$' }), { uniqueItems: true, default: [] }),
  ),
  controls: Type.Optional(AnyObject()),
  domain: Type.Optional(Type.String()),
  flags: Type.Optional(Type.Array(Type.String(), { support_level: 'supported' })),
  focus: Type.Optional(Type.String()),
  language: Type.Optional(Type.String()),
  max_members_media: Type.Optional(Type.String()),
  max_participants: Type.Optional(Type.Integer()),
  member: Type.Optional(
    Type.Object(
      {
        join_deaf: Type.Optional(Type.Boolean({ default: false, support_level: 'supported' })),
        join_muted: Type.Optional(Type.Boolean({ default: true, support_level: 'supported' })),
        numbers: Type.Optional(
          Type.Array(Type.String({ pattern: '^[0-9]+$' }), { minItems: 0, uniqueItems: true, default: [] }),
        ),
        pins: Type.Optional(Type.Array(Type.String({ pattern: '^[0-9]+$' }), { default: [] })),
        play_entry_prompt: Type.Optional(Type.Boolean()),
      },
      { default: {} },
    ),
  ),
  moderator: Type.Optional(
    Type.Object(
      {
        join_deaf: Type.Optional(Type.Boolean({ default: false })),
        join_muted: Type.Optional(Type.Boolean({ default: false })),
        numbers: Type.Optional(
          Type.Array(Type.String({ pattern: '^[0-9]+$' }), { uniqueItems: true, default: [] }),
        ),
        pins: Type.Optional(Type.Array(Type.String({ pattern: '^[0-9]+$' }), { default: [] })),
      },
      { default: {} },
    ),
  ),
  moderator_controls: Type.Optional(Type.String()),
  owner_id: Type.Optional(Type.String({ minLength: 32, maxLength: 32, support_level: 'supported' })),
  play_entry_tone: Type.Optional(OneOf([Type.Boolean(), Type.String()], { support_level: 'supported' })),
  play_exit_tone: Type.Optional(OneOf([Type.Boolean(), Type.String()], { support_level: 'supported' })),
  play_name: Type.Optional(Type.Boolean({ default: false })),
  play_welcome: Type.Optional(Type.Boolean()),
  profile: Type.Optional(Ref<ConferenceProfile>('conferences.profile', { type: 'object' })),
  profile_name: Type.Optional(Type.String()),
  require_moderator: Type.Optional(Type.Boolean()),
  wait_for_moderator: Type.Optional(Type.Boolean()),
})

export type Conference = Type.Static<typeof Conference>
