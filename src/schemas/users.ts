import Type from 'typebox'
import { AnyObject, Ref, Words } from './keywords.ts'
import type { Formatters } from './formatters.ts'
import type { NotifyCallback } from './notify.callback.ts'
import type { Profile } from './profile.ts'
import { callForward } from './parts/call-forward.ts'
import { dialling, endpoint, musicOnHold } from './parts/dialling.ts'

/** A person of an account: login, call routing, and defaults for the devices owned. */
export const User = Type.Object({
  first_name: Type.String({ minLength: 1, maxLength: 128, support_level: 'supported' }),
  last_name: Type.String({ minLength: 1, maxLength: 128, support_level: 'supported' }),
  username: Type.Optional(
    Type.String({
      description: 'Name to log in with, unique in the account.',
      minLength: 1,
      maxLength: 256,
      pattern: '^([+@.\\w_-]+)$',
      support_level: 'supported',
    }),
  ),
  email: Type.Optional(
    Type.String({
      description: 'Where mails to the user go.',
      minLength: 3,
      maxLength: 254,
      format: 'email',
      support_level: 'supported',
    }),
  ),
  enabled: Type.Optional(
    Type.Boolean({
      description: 'Whether the user can log in and is called.',
      default: true,
      support_level: 'supported',
    }),
  ),
  ...dialling,
  ...endpoint,
  call_forward: Type.Optional(callForward()),
  directories: Type.Optional(
    AnyObject({
      description:
        'Directories the user stands in: their ids, each with the id of the callflow that reaches the user.',
    }),
  ),
  feature_level: Type.Optional(Type.String({ description: 'Name of a package of features.' })),
  formatters: Type.Optional(
    Ref<Formatters>('formatters', {
      description: 'How numbers and headers of calls are changed.',
      type: 'object',
    }),
  ),
  hotdesk: Type.Optional(
    Type.Object(
      {
        id: Type.Optional(Type.String({ description: 'Number dialled to log in.', maxLength: 15 })),
        enabled: Type.Optional(
          Type.Boolean({ description: 'Lets the user take over desk phones.', default: false }),
        ),
        keep_logged_in_elsewhere: Type.Optional(
          Type.Boolean({ description: 'Stays at other phones when logging in.', default: false }),
        ),
        pin: Type.Optional(
          Type.String({ description: 'PIN asked for when logging in.', minLength: 4, maxLength: 15 }),
        ),
        require_pin: Type.Optional(Type.Boolean({ description: 'Asks for the PIN.', default: false })),
      },
      { default: {} },
    ),
  ),
  music_on_hold: Type.Optional(musicOnHold(128)),
  password: Type.Optional(
    Type.String({ description: 'Sets the password; never kept or shown.', support_level: 'supported' }),
  ),
  priv_level: Type.Optional(
    Words(['user', 'admin'], {
      description: 'What the user may do in the account.',
      default: 'user',
      support_level: 'supported',
    }),
  ),
  profile: Type.Optional(Ref<Profile>('profile')),
  pronounced_name: Type.Optional(
    Type.Object({
      media_id: Type.Optional(Type.String({ description: 'The name, spoken by the user.', maxLength: 128 })),
    }),
  ),
  require_password_update: Type.Optional(
    Type.Boolean({ description: 'Asks for a new password at the next login.', default: false }),
  ),
  verified: Type.Optional(
    Type.Boolean({ description: 'Whether the mail address was confirmed.', default: false }),
  ),
  vm_to_email_enabled: Type.Optional(
    Type.Boolean({ description: 'Mails voicemail messages.', default: true }),
  ),
  voicemail: Type.Optional(
    Type.Object({
      notify: Type.Optional(
        Type.Object({
          callback: Type.Optional(
            Ref<NotifyCallback>('notify.callback', {
              description: 'Default call-back of the mailboxes owned.',
            }),
          ),
        }),
      ),
    }),
  ),
})

export type User = Type.Static<typeof User>
