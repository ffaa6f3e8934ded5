import Type from 'typebox'
import { OneOf, Words } from './keywords.ts'

/** Codecs and media handling of a user or device. */
export const EndpointMedia = Type.Object({
  audio: Type.Optional(
    Type.Object(
      {
        codecs: Type.Optional(
          Type.Array(
            Words([
              'OPUS',
              'CELT@32000h',
              'G7221@32000h',
              'G7221@16000h',
              'G722',
              'speex@32000h',
              'speex@16000h',
              'PCMU',
              'PCMA',
              'G729',
              'GSM',
              'CELT@48000h',
              'CELT@64000h',
              'G722_16',
              'G722_32',
              'CELT_48',
              'CELT_64',
              'Speex',
              'speex',
            ]),
            { uniqueItems: true },
          ),
        ),
      },
      { default: {} },
    ),
  ),
  bypass_media: Type.Optional(OneOf([Type.Boolean(), Words(['auto', 'false', 'true'])])),
  encryption: Type.Optional(
    Type.Object(
      {
        enforce_security: Type.Optional(Type.Boolean({ default: false })),
        methods: Type.Optional(Type.Array(Words(['zrtp', 'srtp']), { default: [] })),
      },
      { default: {} },
    ),
  ),
  fax_option: Type.Optional(Type.Boolean()),
  ignore_early_media: Type.Optional(Type.Boolean()),
  progress_timeout: Type.Optional(Type.Integer()),
  video: Type.Optional(
    Type.Object(
      {
        codecs: Type.Optional(
          Type.Array(Words(['H261', 'H263', 'H264', 'VP8']), { uniqueItems: true, default: [] }),
        ),
      },
      { default: {} },
    ),
  ),
})

export type EndpointMedia = Type.Static<typeof EndpointMedia>
