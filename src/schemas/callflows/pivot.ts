import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Lets an address on the web decide. */
export const CallflowPivot = Type.Object({
  voice_url: Type.String({ pattern: '^https?://', 'kazoo-validation': true }),
  cdr_url: Type.Optional(Type.String({ pattern: '^https?://' })),
  debug: Type.Optional(Type.Boolean({ default: false })),
  method: Type.Optional(Words(['get', 'post', 'GET', 'POST'], { default: 'get' })),
  req_body_format: Type.Optional(Words(['form', 'json'], { default: 'form' })),
  req_format: Type.Optional(Words(['kazoo', 'twiml'], { default: 'kazoo' })),
  req_timeout_ms: Type.Optional(Type.Integer({ maximum: 5000 })),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowPivot = Type.Static<typeof CallflowPivot>
