import Type from 'typebox'
import { AnyObject, Fields, Matching, Words } from './keywords.ts'

/** PBX trunks of an account. */
export const Connectivity = Fields({
  name: Type.Optional(Type.String()),
  account: Type.Optional(
    Type.Object({
      caller_id: Type.Optional(
        Type.Object({
          cid_name: Type.Optional(Type.String({ maxLength: 35 })),
          cid_number: Type.Optional(Type.String({ maxLength: 35 })),
        }),
      ),
      emergency_caller_id: Type.Optional(
        Type.Object({
          cid_name: Type.Optional(Type.String({ maxLength: 35 })),
          cid_number: Type.Optional(Type.String({ maxLength: 35 })),
        }),
      ),
      trunks: Type.Optional(Type.Integer({ minimum: 0 })),
    }),
  ),
  servers: Type.Optional(
    Type.Array(
      Type.Object({
        name: Type.Optional(Type.String({ minLength: 1 })),
        auth: Type.Object({
          auth_method: Words(['password', 'Password', 'IP', 'ip'], { default: 'password' }),
          auth_password: Type.Optional(Type.String({ minLength: 1 })),
          auth_user: Type.Optional(Type.String({ minLength: 1 })),
          ip: Type.Optional(Type.String()),
          port: Type.Optional(Type.Integer()),
        }),
        DIDs: Type.Optional(
          Matching({
            '^\\+?\\d*$': Type.Object({
              caller_id: Type.Optional(
                Type.Object({
                  cid_name: Type.Optional(Type.String({ minLength: 1, maxLength: 35 })),
                  cid_number: Type.Optional(Type.String({ minLength: 1, maxLength: 35 })),
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
                cid_name: Type.Optional(Type.String({ minLength: 1, maxLength: 35 })),
                cid_number: Type.Optional(Type.String({ minLength: 1, maxLength: 35 })),
              }),
            ),
            delay: Type.Optional(Type.Integer({ default: 0 })),
            dynamic_flags: Type.Optional(Type.Array(Type.String())),
            emergency_caller_id: Type.Optional(
              Type.Object({
                cid_name: Type.Optional(Type.String({ maxLength: 35 })),
                cid_number: Type.Optional(Type.String({ maxLength: 35 })),
              }),
            ),
            failover: Type.Optional(
              Type.Object({
                e164: Type.Optional(Type.String()),
                sip: Type.Optional(Type.String()),
              }),
            ),
            flags: Type.Optional(Type.Array(Type.String())),
            force_outbound: Type.Optional(Type.Boolean({ default: false })),
            hunt_account_id: Type.Optional(Type.String()),
            hunt_non_reconcilable: Type.Optional(Type.Boolean({ default: false })),
            ignore_early_media: Type.Optional(Type.Boolean()),
            inbound_format: Type.Optional(
              Words(['e164', 'npan', '1npan', 'username', 'strip_plus'], { default: 'npan' }),
            ),
            ip: Type.Optional(Type.String()),
            media_handling: Type.Optional(Words(['process', 'bypass'], { default: 'bypass' })),
            port: Type.Optional(Type.Integer()),
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

export type Connectivity = Type.Static<typeof Connectivity>
