import Type from 'typebox'
import { AnyObject, Fields, Ref } from './keywords.ts'
import type { DomainHosts } from './domain_hosts.ts'

/** DNS records a white-labelled domain needs. */
export const Domains = Fields({
  A: Type.Optional(AnyObject()),
  CNAME: Type.Optional(Ref<DomainHosts>('domain_hosts', { type: 'object' })),
  MX: Type.Optional(AnyObject()),
  NAPTR: Type.Optional(AnyObject()),
  SRV: Type.Optional(AnyObject()),
  TXT: Type.Optional(AnyObject()),
})

export type Domains = Type.Static<typeof Domains>
