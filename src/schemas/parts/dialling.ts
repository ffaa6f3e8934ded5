import Type from 'typebox'
import { MapOf, Ref, Words } from '../keywords.ts'
import type { CallRecording } from '../call_recording.ts'
import type { CallWaiting } from '../call_waiting.ts'
import type { CallerId } from '../caller_id.ts'
import type { Dialplans } from '../dialplans.ts'
import type { EndpointMedia } from '../endpoint.media.ts'
import type { Metaflows } from '../metaflows.ts'

/** What accounts, users and devices all have, each overriding the one before. */
export const dialling = {
  call_restriction: Type.Optional(
    MapOf(Type.Object({ action: Type.Optional(Words(['inherit', 'deny'])) }), {
      description: 'Which kinds of numbers may be called, by classification.',
      default: {},
    }),
  ),
  call_waiting: Type.Optional(Ref<CallWaiting>('call_waiting')),
  caller_id: Type.Optional(Ref<CallerId>('caller_id', { description: 'What called parties see.' })),
  dial_plan: Type.Optional(
    Ref<Dialplans>('dialplans', { description: 'How dialled numbers are rewritten.' }),
  ),
  do_not_disturb: Type.Optional(
    Type.Object({
      enabled: Type.Optional(Type.Boolean({ description: 'Lets no call through.' })),
    }),
  ),
  flags: Type.Optional(
    Type.Array(Type.String(), {
      description: 'Words for other systems to find the document by.',
      support_level: 'supported',
    }),
  ),
  language: Type.Optional(
    Type.String({ description: 'Language of prompts, such as `en-us`.', support_level: 'supported' }),
  ),
  metaflows: Type.Optional(
    Ref<Metaflows>('metaflows', { description: 'Actions that digits trigger during a call.' }),
  ),
  ringtones: Type.Optional(
    Type.Object(
      {
        external: Type.Optional(
          Type.String({ description: 'Alert-Info header for calls from outside.', maxLength: 256 }),
        ),
        internal: Type.Optional(
          Type.String({
            description: 'Alert-Info header for calls from within the account.',
            maxLength: 256,
          }),
        ),
      },
      { default: {} },
    ),
  ),
}

/** What users and devices have beside that. */
export const endpoint = {
  call_recording: Type.Optional(
    Ref<CallRecording>('call_recording', { description: 'Which calls are recorded.' }),
  ),
  caller_id_options: Type.Optional(
    Type.Object({
      outbound_privacy: Type.Optional(
        Words(['full', 'name', 'number', 'none'], { description: 'What is hidden from called parties.' }),
      ),
    }),
  ),
  contact_list: Type.Optional(
    Type.Object(
      {
        exclude: Type.Optional(
          Type.Boolean({
            description: 'Leaves the entry out of the contact list.',
            support_level: 'supported',
          }),
        ),
      },
      { default: {} },
    ),
  ),
  media: Type.Optional(Ref<EndpointMedia>('endpoint.media', { description: 'Codecs and media handling.' })),
  presence_id: Type.Optional(
    Type.String({ description: 'Name under which others can watch the state.', support_level: 'supported' }),
  ),
  timezone: Type.Optional(
    Type.String({
      description: 'Name of the tz database, such as `Europe/Berlin`.',
      support_level: 'supported',
    }),
  ),
}

/** What is heard while on hold. */
export function musicOnHold(longest: number) {
  return Type.Object(
    {
      media_id: Type.Optional(
        Type.String({
          description: 'What is heard while on hold: id of a media document, or an address.',
          maxLength: longest,
        }),
      ),
    },
    { default: {} },
  )
}
