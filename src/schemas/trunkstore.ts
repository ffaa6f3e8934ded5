import Type from 'typebox'
import { AnyObject, Fields, MapOf, Matching, Words } from './keywords.ts'

/** Trunks as the trunk store keeps them. */
export const Trunkstore = Fields({
  name: Type.Optional(Type.String()),
  account: Type.Object({
    auth_realm: Type.String({ minLength: 1 }),
    credits: Type.Object({ prepay: Type.Number() }),
    trunks: Type.Integer({ minimum: 0 }),
    caller_id: Type.Optional(
      Type.Object({
        cid_name: Type.String({ minLength: 1, maxLength: 35 }),
        cid_number: Type.String({ minLength: 1, maxLength: 35 }),
      }),
    ),
    emergency_caller_id: Type.Optional(
      Type.Object({
        cid_name: Type.String({ minLength: 1, maxLength: 35 }),
        cid_number: Type.String({ minLength: 1, maxLength: 35 }),
      }),
    ),
  }),
  type: Words(['sys_info']),
  call_restriction: Type.Optional(
    MapOf(Type.Object({ action: Type.Optional(Words(['inherit', 'deny'])) }), { default: {} }),
  ),
  servers: Type.Optional(
    Type.Array(
      Type.Object({
        name: Type.Optional(Type.String({ minLength: 1 })),
        auth: Type.Object({
          auth_method: Words(['password']),
          auth_password: Type.String({ minLength: 1 }),
          auth_user: Type.String({ minLength: 1 }),
        }),
        DIDs: Type.Optional(
          Matching({
            '^\\+1(\\d{10})$': Type.Object({
              caller_id: Type.Optional(
                Type.Object({
                  cid_name: Type.String({ minLength: 1, maxLength: 35 }),
                  cid_number: Type.String({ minLength: 1, maxLength: 35 }),
                }),
              ),
              failover: Type.Optional(
                Type.Object({
                  e164: Type.Optional(Type.String()),
                  sip: Type.Optional(Type.String()),
                }),
              ),
              force_outbound: Type.Optional(Type.Boolean({ default: false })),
              options: Type.Optional(Type.Array(Type.String())),
            }),
          }),
        ),
        options: Type.Optional(
          Type.Object({
            enabled: Type.Optional(Type.Boolean({ default: true })),
            caller_id: Type.Optional(
              Type.Object({
                cid_name: Type.String({ minLength: 1, maxLength: 35 }),
                cid_number: Type.String({ minLength: 1, maxLength: 35 }),
              }),
            ),
            delay: Type.Optional(Type.Integer({ default: 0 })),
            failover: Type.Optional(
              Type.Object({
                e164: Type.Optional(Type.String()),
                sip: Type.Optional(Type.String()),
              }),
            ),
            force_outbound: Type.Optional(Type.Boolean({ default: false })),
            ignore_early_media: Type.Optional(Type.Boolean()),
            inbound_format: Type.Optional(
              Words(['e164', 'npan', '1npan', 'strip_plus', 'username'], { default: 'npan' }),
            ),
            media_handling: Type.Optional(Words(['process', 'bypass'], { default: 'bypass' })),
            progress_timeout: Type.Optional(Type.Integer({ minimum: 1 })),
            sip_headers: Type.Optional(Type.Array(AnyObject())),
            timeout: Type.Optional(Type.Integer()),
          }),
        ),
      }),
      { default: [] },
    ),
  ),
})

export type Trunkstore = Type.Static<typeof Trunkstore>
