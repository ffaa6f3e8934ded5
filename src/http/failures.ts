import { systemErrors, type Failure } from '../failures.ts'
import type { JsonObject } from '../json.ts'
import type { Answer } from './answer.ts'
import { errorEnvelope, type FailureFacts } from './envelope.ts'
import type { Exchange } from './exchange.ts'
import { jsonAnswer } from './json-answer.ts'
import { corsHeaders } from './render/cors.ts'

/** Turns a failure into what the envelope says; `undefined` for answers without a body. */
export function failureFacts(failure: Failure): FailureFacts | undefined {
  const { detail } = failure
  switch (detail.kind) {
    case 'validation':
      return { status: 400, message: 'validation error', data: detail.errors }
    case 'named': {
      const { status, text } = systemErrors[detail.name]
      return { status, message: detail.name, data: { message: text, ...detail.details } }
    }
    case 'answer':
      return { status: detail.status, message: detail.message, data: detail.data ?? {} }
    case 'empty':
      return undefined
  }
}

/** The answer to a request that could not be done. */
export function failureAnswer(exchange: Exchange, failure: Failure): Answer {
  const { detail } = failure
  const facts = failureFacts(failure)
  const own = detail.kind === 'answer' || detail.kind === 'empty' ? detail.headers : undefined
  if (!facts) {
    const status = detail.kind === 'empty' ? detail.status : 500
    return { status, headers: { 'x-request-id': exchange.requestId, ...own } }
  }
  const headers = { ...corsHeaders(exchange.incoming.headers, exchange.found?.verbs ?? []), ...own }
  return jsonAnswer(exchange, facts.status, errorEnvelope(exchange, facts), headers)
}

/** What a client is told of a bug: nothing but that there was one (core.md §13, "init failed"). */
export const faultFacts: FailureFacts = { status: 500, message: 'init failed', data: {} satisfies JsonObject }
