import type { IncomingMessage, ServerResponse } from 'node:http'
import { isFalse } from '../documents/coercion.ts'
import { newRequestId } from '../documents/identifiers.ts'
import { systemError } from '../failures.ts'
import { StoreUnavailable } from '../store/port.ts'
import { logRequest } from './access-log.ts'
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

/** Answers one request of the API and logs it. Never rejects: a bug is answered with 500 and logged. */
export async function handleApi(
  edge: Edge,
  metrics: Metrics,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const began = performance.now()
  const { config, log } = edge.services
  const exchange = new Exchange(edge, request, requestIdOf(request), clientIp(request, config))
  metrics.active += 1
  response.once('close', () => {
    const milliseconds = performance.now() - began
    metrics.active -= 1
    metrics.count(exchange.method, exchange.lastNoun?.name ?? 'none', response.statusCode, milliseconds)
    logRequest(log, exchange, response, milliseconds)
  })
  const answer = await answerRequest(exchange).catch((error: unknown) => faultAnswer(exchange, error))
  try {
    const compress = !isFalse(config.value('crossbar', 'compress_response_body'))
    await send(response, answer, request.headers, compress)
  } catch (error) {
    // The head is out: all that can be done is to cut the answer off, so that it cannot pass for whole.
    if (!request.destroyed) log.warn({ err: error, request_id: exchange.requestId }, 'answer cut off')
    response.destroy()
  }
  for (const upload of exchange.uploads) await upload.discard()
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
