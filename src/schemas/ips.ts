import Type from 'typebox'
import { Fields, OneOf } from './keywords.ts'

/** IP addresses to be assigned. */
export const Ips = Fields({
  ips: Type.Optional(
    Type.Array(OneOf([Type.String({ format: 'ipv4' }), Type.String({ format: 'ipv6' })]), { minItems: 1 }),
  ),
})

export type Ips = Type.Static<typeof Ips>
