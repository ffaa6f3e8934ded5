import Type from 'typebox'
import { Words } from './keywords.ts'

/** One entry of the switches' access control lists: a network, and what it may do. */
export const Acls = Type.Object(
  {
    cidr: Type.String(),
    'network-list-name': Words(['authoritative', 'trusted']),
    type: Words(['allow', 'deny'], { default: 'allow' }),
    description: Type.Optional(Type.String({ maxLength: 30 })),
  },
  { additionalProperties: false },
)

export type Acls = Type.Static<typeof Acls>
