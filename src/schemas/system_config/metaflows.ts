import Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** System-wide settings of `metaflows`. */
export const SystemConfigMetaflows = Type.Object({
  binding_digit: Type.Optional(Type.String({ default: '*' })),
  default_metaflow: Type.Optional(AnyObject({ default: {} })),
  digit_timeout_ms: Type.Optional(Type.Integer({ default: 800 })),
  listen_on: Type.Optional(Type.String({ default: 'a' })),
  numbers: Type.Optional(AnyObject({ default: { '2': { data: { text: 'hi' }, module: 'say' } } })),
  patterns: Type.Optional(AnyObject({ default: { '^2$': { data: { text: 'hi' }, module: 'say' } } })),
})

export type SystemConfigMetaflows = Type.Static<typeof SystemConfigMetaflows>
