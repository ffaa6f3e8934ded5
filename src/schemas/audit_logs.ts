import Type from 'typebox'
import { AnyObject, Matching } from './keywords.ts'

/** Who changed services, and what, on the way up the account tree. */
export const AuditLog = Type.Object({
  audit: Matching({
    '^[0-9a-zA-Z]{32}$': Type.Object({
      account_name: Type.String(),
      account_quantities: Type.Optional(AnyObject()),
      cascade_quantities: Type.Optional(AnyObject()),
    }),
  }),
  tree: Type.Array(Type.String()),
  authenticating_user: Type.Optional(
    Type.Object({
      first_name: Type.Optional(Type.String()),
      last_name: Type.Optional(Type.String()),
      account_id: Type.String(),
      account_name: Type.String(),
      user_id: Type.Optional(Type.String()),
    }),
  ),
})

export type AuditLog = Type.Static<typeof AuditLog>
