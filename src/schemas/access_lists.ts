import Type from 'typebox'
import { Words } from './keywords.ts'

/** Order and ranges by which a proxy lets SIP clients of an account or device in. */
export const AccessLists = Type.Object(
  {
    cidrs: Type.Array(Type.String()),
    order: Words(['allow,deny', 'deny,allow']),
    user_agent: Type.Optional(Type.String()),
  },
  { additionalProperties: true },
)

export type AccessLists = Type.Static<typeof AccessLists>
