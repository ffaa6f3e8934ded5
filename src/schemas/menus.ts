import Type from 'typebox'
import { OneOf } from './keywords.ts'

/** An auto attendant: what it plays and how it collects digits. */
export const Menu = Type.Object({
  name: Type.String({
    description: 'Name for people.',
    minLength: 1,
    maxLength: 128,
    support_level: 'supported',
  }),
  allow_record_from_offnet: Type.Optional(
    Type.Boolean({
      description: 'Lets callers from outside record the greeting.',
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
  hunt: Type.Optional(
    Type.Boolean({ description: 'Lets callers dial extensions.', default: true, support_level: 'supported' }),
  ),
  hunt_allow: Type.Optional(
    Type.String({
      description: 'Regular expression of extensions that may be dialled.',
      minLength: 1,
      maxLength: 256,
      support_level: 'supported',
    }),
  ),
  hunt_deny: Type.Optional(
    Type.String({
      description: 'Regular expression of extensions that may not.',
      minLength: 1,
      maxLength: 256,
      support_level: 'supported',
    }),
  ),
  interdigit_timeout: Type.Optional(
    Type.Integer({
      description: 'How long to wait for the next digit, in milliseconds.',
      minimum: 1,
      maximum: 10000,
      support_level: 'supported',
    }),
  ),
  max_extension_length: Type.Optional(
    Type.Integer({
      description: 'Most digits of an extension.',
      minimum: 1,
      maximum: 6,
      default: 4,
      support_level: 'supported',
    }),
  ),
  media: Type.Optional(
    Type.Object(
      {
        exit_media: Type.Optional(
          OneOf([Type.Boolean(), Type.String({ minLength: 3, maxLength: 2048 })], {
            description:
              'Played after the last retry: a media id, `true` for the system prompt, `false` for silence.',
            support_level: 'supported',
          }),
        ),
        greeting: Type.Optional(
          Type.String({
            description: 'Id of the media that is played first.',
            minLength: 3,
            maxLength: 2048,
            support_level: 'supported',
          }),
        ),
        invalid_media: Type.Optional(
          OneOf([Type.Boolean(), Type.String({ minLength: 3, maxLength: 2048 })], {
            description:
              'Played after a wrong entry: a media id, `true` for the system prompt, `false` for silence.',
            support_level: 'supported',
          }),
        ),
        transfer_media: Type.Optional(
          OneOf([Type.Boolean(), Type.String({ minLength: 3, maxLength: 2048 })], {
            description:
              'Played before an extension is called: a media id, `true` for the system prompt, `false` for silence.',
            support_level: 'supported',
          }),
        ),
      },
      { default: {}, support_level: 'supported' },
    ),
  ),
  record_pin: Type.Optional(
    Type.String({
      description: 'PIN that starts recording the greeting.',
      minLength: 3,
      maxLength: 6,
      support_level: 'supported',
    }),
  ),
  retries: Type.Optional(
    Type.Integer({
      description: 'How often a caller may try again.',
      minimum: 1,
      maximum: 10,
      default: 3,
      support_level: 'supported',
    }),
  ),
  suppress_media: Type.Optional(
    Type.Boolean({
      description: 'Plays nothing but the greeting.',
      default: false,
      support_level: 'supported',
    }),
  ),
  timeout: Type.Optional(
    Type.Integer({
      description: 'How long to wait for the first digit, in milliseconds.',
      minimum: 1,
      maximum: 60000,
      support_level: 'supported',
    }),
  ),
})

export type Menu = Type.Static<typeof Menu>
