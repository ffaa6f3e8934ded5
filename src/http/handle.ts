import type { IncomingMessage, ServerResponse } from 'node:http'
import { isFalse } from '../documents/coercion.ts'
import { newRequestId } from '../documents/identifiers.ts'
import { systemError } from '../failures.ts'
import { StoreUnavailable } from '../store/port.ts'
import { requestLog } from './access-log.ts'
import type { Answer } from './answer.ts'
import { clientIp } from './client-ip.ts'
import type { Edge } from './edge.ts'
import { errorEnvelope } from './envelope.ts'
import { Exchange } from './exchange.ts'
import { failureAnswer, faultFacts } from './failures.ts'
import { jsonAnswer } from './json-answer.ts'
import type { Metrics } from './metrics.ts'
import { answerRequest } from './pipeline.ts'
import { send } from './send.ts'

/** Answers a request. Never rejects. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** What answers requests of the API, counts and logs them. A bug is answered with 500 and logged. */
export function apiHandler(edge: Edge, { requests }: Metrics): RequestHandler {
  const logRequest = requestLog(edge.services.log)
  return async (request, response) => {
    const began = performance.now()
    const exchange = new Exchange(
      edge,
      request,
      requestIdOf(request),
      clientIp(request, edge.services.config),
    )
    requests.active += 1
    response.on('close', () => {
      const milliseconds = performance.now() - began
      requests.active -= 1
      requests.count(exchange.method, exchange.lastNoun?.name ?? 'none', response.statusCode, milliseconds)
      logRequest(exchange, response, milliseconds)
    })
    let answer: Answer
    try {
      answer = await answerRequest(exchange)
    } catch (error) {
      answer = faultAnswer(exchange, error)
    }
    try {
      const sending = send(response, answer, request.headers, () => compresses(edge))
      if (sending) await sending
    } catch (error) {
      // The head is out: all that can be done is to cut the answer off, so that it cannot pass for whole.
      if (!request.destroyed)
        edge.services.log.warn({ err: error, request_id: exchange.requestId }, 'answer cut off')
      response.destroy()
    }
    for (const upload of exchange.uploads) await upload.discard()
  }
}

function compresses({ services: { config } }: Edge): boolean {
  return !isFalse(config.value('crossbar', 'compress_response_body'))
}

function requestIdOf(request: IncomingMessage): string {
  const sent = request.headers['x-request-id']
  // Echoed into a header: characters that cannot stand in one are not taken over.
  return typeof sent === 'string' && /^[\x20-\x7e]{1,256}$/.test(sent) ? sent : newRequestId()
}

function faultAnswer(exchange: Exchange, error: unknown): Answer {
  if (error instanceof StoreUnavailable) {
    exchange.services.log.error({ err: error, request_id: exchange.requestId }, 'store unavailable')
    return failureAnswer(exchange, systemError('datastore_unreachable'))
  }
  exchange.services.log.error({ err: error, request_id: exchange.requestId }, 'fault')
  return jsonAnswer(exchange, faultFacts.status, errorEnvelope(exchange, faultFacts), {})
}
