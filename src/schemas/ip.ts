import Type from 'typebox'
import { Fields, OneOf } from './keywords.ts'

/** A dedicated IP address. */
export const Ip = Fields({
  host: Type.String({ minLength: 1 }),
  ip: OneOf([Type.String({ format: 'ipv4' }), Type.String({ format: 'ipv6' })]),
  zone: Type.String({ minLength: 1 }),
})

export type Ip = Type.Static<typeof Ip>
