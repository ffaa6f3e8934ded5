import Type from 'typebox'
import { AnyObject, Ref, Words } from './keywords.ts'
import type { CallRecording } from './call_recording.ts'
import type { Formatters } from './formatters.ts'
import type { NotifyCallback } from './notify.callback.ts'
import { dialling, musicOnHold } from './parts/dialling.ts'

/** A tenant: its name, SIP realm, and the settings its users and devices inherit. */
export const Account = Type.Object({
  name: Type.String({
    description: 'Name, unique in the system.',
    minLength: 1,
    maxLength: 128,
    support_level: 'supported',
  }),
  enabled: Type.Optional(
    Type.Boolean({
      description: 'Whether the account can be used; a parent decides.',
      default: true,
      support_level: 'supported',
    }),
  ),
  ...dialling,
  call_recording: Type.Optional(
    Type.Object(
      {
        account: Type.Optional(
          Ref<CallRecording>('call_recording', { description: 'Calls that pass the account.' }),
        ),
        endpoint: Type.Optional(
          Ref<CallRecording>('call_recording', {
            description: 'Calls of its users and devices, where these say nothing else.',
          }),
        ),
      },
      { additionalProperties: false },
    ),
  ),
  caller_id_options: Type.Optional(
    Type.Object({
      outbound_privacy: Type.Optional(
        Words(['full', 'name', 'number', 'none'], { description: 'What is hidden from called parties.' }),
      ),
      show_rate: Type.Optional(
        Type.Boolean({ description: 'Shows the rate of a call in place of the name.' }),
      ),
    }),
  ),
  formatters: Type.Optional(
    Ref<Formatters>('formatters', { description: 'How numbers and headers of calls are changed.' }),
  ),
  music_on_hold: Type.Optional(musicOnHold(2048)),
  notifications: Type.Optional(
    Type.Object({
      first_occurrence: Type.Optional(
        Type.Object({
          sent_initial_call: Type.Optional(
            Type.Boolean({ description: 'Whether the first call was announced already.', default: false }),
          ),
          sent_initial_registration: Type.Optional(
            Type.Boolean({
              description: 'Whether the first registration was announced already.',
              default: false,
            }),
          ),
        }),
      ),
      low_balance: Type.Optional(
        Type.Object({
          enabled: Type.Optional(Type.Boolean({ description: 'Warns when the balance is low.' })),
          last_notification: Type.Optional(
            Type.Integer({ description: 'When the last warning went out, in Gregorian seconds.' }),
          ),
          sent_low_balance: Type.Optional(Type.Boolean({ description: 'Whether a warning is out.' })),
          threshold: Type.Optional(Type.Number({ description: 'Balance below which a warning goes out.' })),
        }),
      ),
    }),
  ),
  org: Type.Optional(Type.String({ description: 'Full name of the organisation.' })),
  preflow: Type.Optional(
    Type.Object(
      {
        always: Type.Optional(
          Type.String({ description: 'Id of a callflow every call goes through first.' }),
        ),
      },
      { default: {}, additionalProperties: false },
    ),
  ),
  realm: Type.Optional(
    Type.String({
      description: 'SIP domain, unique in the system.',
      minLength: 4,
      maxLength: 253,
      pattern: '^[.\\w-]+$',
      support_level: 'supported',
    }),
  ),
  timezone: Type.Optional(
    Type.String({
      description: 'Name of the tz database, such as `Europe/Berlin`; `inherit` takes that of the parent.',
      minLength: 5,
      maxLength: 32,
      support_level: 'supported',
    }),
  ),
  topup: Type.Optional(
    Type.Object({
      threshold: Type.Optional(Type.Number({ description: 'Balance below which credit is bought.' })),
    }),
  ),
  voicemail: Type.Optional(
    Type.Object({
      notify: Type.Optional(
        Type.Object({
          callback: Type.Optional(
            Ref<NotifyCallback>('notify.callback', { description: 'Default call-back of the mailboxes.' }),
          ),
        }),
      ),
    }),
  ),
  zones: Type.Optional(AnyObject({ description: 'Preferred data centres.' })),
})

export type Account = Type.Static<typeof Account>
