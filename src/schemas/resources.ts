import Type from 'typebox'
import { Matching, OneOf, Ref, Words } from './keywords.ts'
import { sipHeaders } from './parts/sip-headers.ts'
import type { EndpointMedia } from './endpoint.media.ts'
import type { Formatters } from './formatters.ts'

/** A carrier: its gateways and which numbers go through it. */
export const Resource = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 128 }),
  enabled: Type.Optional(Type.Boolean({ default: true })),
  gateways: Type.Array(
    Type.Object(
      {
        username: Type.Optional(Type.String({ maxLength: 32 })),
        enabled: Type.Optional(Type.Boolean({ default: true })),
        server: Type.String({ minLength: 1, maxLength: 128 }),
        bypass_media: Type.Optional(Type.Boolean()),
        caller_id_type: Type.Optional(Words(['internal', 'external', 'emergency'])),
        channel_selection: Type.Optional(Words(['ascending', 'descending'], { default: 'ascending' })),
        codecs: Type.Optional(
          Type.Array(
            Words([
              'G729',
              'PCMU',
              'PCMA',
              'G722_16',
              'G722_32',
              'CELT_48',
              'CELT_64',
              'Speex',
              'GSM',
              'OPUS',
              'H261',
              'H263',
              'H264',
              'VP8',
            ]),
            { uniqueItems: true },
          ),
        ),
        custom_sip_headers: Type.Optional(sipHeaders()),
        custom_sip_interface: Type.Optional(Type.String()),
        endpoint_type: Type.Optional(Words(['sip', 'freetdm', 'skype', 'amqp'], { default: 'sip' })),
        force_port: Type.Optional(Type.Boolean({ default: false })),
        format_from_uri: Type.Optional(Type.Boolean()),
        from_uri_realm: Type.Optional(Type.String()),
        invite_format: Type.Optional(
          Words(['route', 'username', 'e164', 'npan', '1npan', 'strip_plus'], { default: 'route' }),
        ),
        invite_parameters: Type.Optional(
          Type.Object(
            {
              dynamic: Type.Optional(
                Type.Array(
                  OneOf([
                    Type.String({ pattern: 'custom_channel_vars\\..*' }),
                    Type.String({ pattern: 'custom_sip_headers\\..*' }),
                    Words(['zone']),
                    Type.Object(
                      {
                        key: OneOf([
                          Type.String({ pattern: 'custom_channel_vars\\..*' }),
                          Type.String({ pattern: 'custom_sip_headers\\..*' }),
                          Words(['zone']),
                        ]),
                        tag: Type.String(),
                        separator: Type.Optional(Type.String()),
                      },
                      { additionalProperties: false },
                    ),
                  ]),
                ),
              ),
              static: Type.Optional(Type.Array(Type.String())),
            },
            { additionalProperties: false },
          ),
        ),
        media: Type.Optional(
          Type.Object({
            fax_option: Type.Optional(Type.Boolean()),
            rtcp_mux: Type.Optional(Type.Boolean()),
          }),
        ),
        password: Type.Optional(Type.String({ maxLength: 32 })),
        port: Type.Optional(Type.Integer({ default: 5060 })),
        prefix: Type.Optional(Type.String({ maxLength: 64 })),
        progress_timeout: Type.Optional(Type.Integer()),
        realm: Type.Optional(Type.String({ maxLength: 64 })),
        route: Type.Optional(Type.String()),
        skype_interface: Type.Optional(Type.String()),
        skype_rr: Type.Optional(Type.Boolean({ default: true })),
        span: Type.Optional(Type.String()),
        suffix: Type.Optional(Type.String({ maxLength: 64 })),
      },
      { default: {} },
    ),
  ),
  caller_id_options: Type.Optional(
    Type.Object({ type: Type.Optional(Words(['internal', 'external', 'emergency'])) }),
  ),
  cid_rules: Type.Optional(Type.Array(Type.String())),
  classifiers: Type.Optional(
    Matching({
      '.+': Type.Object({
        enabled: Type.Optional(Type.Boolean({ default: true })),
        emergency: Type.Optional(Type.Boolean({ default: false })),
        prefix: Type.Optional(Type.String({ maxLength: 64 })),
        regex: Type.Optional(Type.String()),
        suffix: Type.Optional(Type.String({ maxLength: 64 })),
        weight_cost: Type.Optional(Type.Integer({ minimum: 0, maximum: 100, default: 50 })),
      }),
    }),
  ),
  emergency: Type.Optional(Type.Boolean({ default: false })),
  flags: Type.Optional(Type.Array(Type.String(), { default: [] })),
  flat_rate_blacklist: Type.Optional(Type.String()),
  flat_rate_whitelist: Type.Optional(Type.String()),
  format_from_uri: Type.Optional(Type.Boolean()),
  formatters: Type.Optional(Ref<Formatters>('formatters', { type: 'object' })),
  from_account_realm: Type.Optional(Type.Boolean({ default: false })),
  from_uri_realm: Type.Optional(Type.String()),
  gateway_strategy: Type.Optional(Words(['sequential', 'random'])),
  grace_period: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, default: 5 })),
  ignore_flags: Type.Optional(Type.Boolean()),
  media: Type.Optional(Ref<EndpointMedia>('endpoint.media')),
  require_flags: Type.Optional(Type.Boolean()),
  rules: Type.Optional(Type.Array(Type.String(), { default: [] })),
  rules_test: Type.Optional(Type.Array(Type.String(), { default: [] })),
  weight_cost: Type.Optional(Type.Integer({ minimum: 0, maximum: 100, default: 50 })),
})

export type Resource = Type.Static<typeof Resource>
