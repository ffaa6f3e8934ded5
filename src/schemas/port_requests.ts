import Type from 'typebox'
import { AnyObject, Matching, OneOf, Ref } from './keywords.ts'
import type { Comment } from './comment.ts'

/** The request to bring numbers over from another carrier. */
export const PortRequest = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 128 }),
  numbers: Matching({ '\\+?[0-9]+': AnyObject() }, { minProperties: 1 }),
  bill: Type.Optional(
    Type.Object({
      name: Type.Optional(Type.String()),
      account_number: Type.Optional(Type.String()),
      btn: Type.Optional(Type.String()),
      carrier: Type.Optional(Type.String()),
      locality: Type.Optional(Type.String()),
      pin: Type.Optional(Type.String()),
      postal_code: Type.Optional(Type.String()),
      region: Type.Optional(Type.String()),
      street_address: Type.Optional(Type.String()),
      street_number: Type.Optional(Type.String()),
      street_post_dir: Type.Optional(Type.String()),
      street_pre_dir: Type.Optional(Type.String()),
      street_type: Type.Optional(Type.String()),
    }),
  ),
  comments: Type.Optional(Type.Array(Ref<Comment>('comment'))),
  notifications: Type.Optional(
    Type.Object({
      email: Type.Optional(
        Type.Object({
          send_to: Type.Optional(
            OneOf([Type.String({ format: 'email' }), Type.Array(Type.String({ format: 'email' }))]),
          ),
        }),
      ),
    }),
  ),
  reference_number: Type.Optional(Type.String()),
  signee_name: Type.Optional(Type.String()),
  signing_date: Type.Optional(Type.Integer()),
  transfer_date: Type.Optional(Type.Integer()),
  winning_carrier: Type.Optional(Type.String()),
})

export type PortRequest = Type.Static<typeof PortRequest>
