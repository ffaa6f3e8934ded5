import Type from 'typebox'
import { Words } from '../keywords.ts'

/** Lets an address on the web decide. */
export const MetaflowPivot = Type.Object({
  voice_url: Type.String({ pattern: '^https?://', 'kazoo-validation': true }),
  cdr_url: Type.Optional(Type.String({ pattern: '^https?://' })),
  debug: Type.Optional(Type.Boolean({ default: false })),
  method: Type.Optional(Words(['get', 'post', 'GET', 'POST'], { default: 'get' })),
  req_format: Type.Optional(Words(['kazoo', 'twiml'], { default: 'kazoo' })),
})

export type MetaflowPivot = Type.Static<typeof MetaflowPivot>
