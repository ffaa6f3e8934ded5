import Type from 'typebox'
import { Words } from './keywords.ts'

/** One try to deliver a webhook. */
export const WebhookAttempt = Type.Object({
  hook_id: Type.String(),
  result: Words(['success', 'failure']),
  client_error: Type.Optional(Type.String()),
  reason: Type.Optional(Type.String()),
  response_body: Type.Optional(Type.String()),
  response_code: Type.Optional(Type.String()),
  retries_left: Type.Optional(Type.Integer()),
})

export type WebhookAttempt = Type.Static<typeof WebhookAttempt>
