import Type from 'typebox'
import { AnyObject, Words } from '../keywords.ts'

/** Tells an address on the web about the call. */
export const CallflowWebhook = Type.Object({
  custom_data: Type.Optional(AnyObject()),
  http_verb: Type.Optional(Words(['post', 'get'])),
  retries: Type.Optional(Type.Integer()),
  skip_module: Type.Optional(Type.Boolean()),
  uri: Type.Optional(Type.String({ 'kazoo-validation': true })),
})

export type CallflowWebhook = Type.Static<typeof CallflowWebhook>
