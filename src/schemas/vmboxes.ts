import Type from 'typebox'
import { OneOf, Ref, Words } from './keywords.ts'
import type { NotifyCallback } from './notify.callback.ts'

/** A voicemail box. */
export const Vmbox = Type.Object({
  name: Type.String({
    description: 'Name for people.',
    minLength: 1,
    maxLength: 128,
    support_level: 'supported',
  }),
  mailbox: Type.String({
    description: 'Number of the box, unique in the account.',
    minLength: 1,
    maxLength: 30,
    support_level: 'supported',
  }),
  announcement_only: Type.Optional(
    Type.Boolean({
      description: 'Plays the greeting and takes no message.',
      default: false,
      support_level: 'unsupported',
    }),
  ),
  check_if_owner: Type.Optional(
    Type.Boolean({
      description: 'Lets the owner hear the messages by calling the box.',
      default: true,
      support_level: 'supported',
    }),
  ),
  delete_after_notify: Type.Optional(
    Type.Boolean({
      description: 'Deletes messages once they were mailed.',
      default: false,
      support_level: 'supported',
    }),
  ),
  flags: Type.Optional(
    Type.Array(Type.String(), {
      description: 'Words for other systems to find the document by.',
      support_level: 'supported',
    }),
  ),
  include_message_on_notify: Type.Optional(
    Type.Boolean({
      description: 'Attaches the message to the mail.',
      default: true,
      support_level: 'supported',
    }),
  ),
  include_transcription_on_notify: Type.Optional(
    Type.Boolean({
      description: 'Writes the transcription into the mail.',
      default: true,
      support_level: 'supported',
    }),
  ),
  is_setup: Type.Optional(
    Type.Boolean({
      description: 'Whether the owner went through the first set-up.',
      default: false,
      support_level: 'supported',
    }),
  ),
  is_voicemail_ff_rw_enabled: Type.Optional(
    Type.Boolean({ description: 'Lets the listener go forward and back.', default: false }),
  ),
  media: Type.Optional(
    Type.Object(
      {
        unavailable: Type.Optional(
          Type.String({
            description: 'Id of the greeting.',
            minLength: 32,
            maxLength: 32,
            support_level: 'supported',
          }),
        ),
      },
      { default: {}, support_level: 'supported' },
    ),
  ),
  media_extension: Type.Optional(
    Words(['mp3', 'mp4', 'wav'], {
      description: 'Format messages are kept in.',
      default: 'mp3',
      support_level: 'supported',
    }),
  ),
  not_configurable: Type.Optional(
    Type.Boolean({
      description: 'Keeps the owner from changing settings by phone.',
      default: false,
      support_level: 'supported',
    }),
  ),
  notify: Type.Optional(
    Type.Object(
      {
        callback: Type.Optional(
          Ref<NotifyCallback>('notify.callback', { description: 'Calls the owner about new messages.' }),
        ),
      },
      { support_level: 'supported' },
    ),
  ),
  notify_email_addresses: Type.Optional(
    Type.Array(Type.String({ format: 'email' }), {
      description: 'Who else gets the mail.',
      default: [],
      support_level: 'supported',
    }),
  ),
  oldest_message_first: Type.Optional(
    Type.Boolean({
      description: 'Plays messages in the order they came.',
      default: false,
      support_level: 'supported',
    }),
  ),
  operator_number: Type.Optional(
    OneOf([Type.Integer(), Type.String()], { description: 'Number that is called for `operator`.' }),
  ),
  owner_id: Type.Optional(
    Type.String({ description: 'Id of the user.', minLength: 32, maxLength: 32, support_level: 'supported' }),
  ),
  pin: Type.Optional(
    Type.String({
      description: 'Digits to log in with.',
      minLength: 4,
      maxLength: 6,
      support_level: 'supported',
    }),
  ),
  require_pin: Type.Optional(
    Type.Boolean({ description: 'Asks owners for the PIN too.', default: false, support_level: 'supported' }),
  ),
  save_after_notify: Type.Optional(
    Type.Boolean({
      description: 'Marks messages as saved once they were mailed.',
      default: false,
      support_level: 'supported',
    }),
  ),
  seek_duration_ms: Type.Optional(
    Type.Integer({ description: 'How far forward and back go.', minimum: 0, default: 10000 }),
  ),
  skip_envelope: Type.Optional(
    Type.Boolean({
      description: 'Leaves out when a message came, and from whom.',
      default: false,
      support_level: 'beta',
    }),
  ),
  skip_greeting: Type.Optional(
    Type.Boolean({ description: 'Plays no greeting.', default: false, support_level: 'supported' }),
  ),
  skip_instructions: Type.Optional(
    Type.Boolean({ description: 'Plays no instructions.', default: false, support_level: 'supported' }),
  ),
  timezone: Type.Optional(
    Type.String({
      description: 'Name of the tz database, such as `Europe/Berlin`.',
      minLength: 5,
      maxLength: 32,
      support_level: 'supported',
    }),
  ),
  transcribe: Type.Optional(
    Type.Boolean({ description: 'Turns messages into text.', default: false, support_level: 'alpha' }),
  ),
})

export type Vmbox = Type.Static<typeof Vmbox>
