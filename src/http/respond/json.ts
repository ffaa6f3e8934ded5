import type { Answer } from '../answer.ts'
import { successEnvelope, type EnvelopeFacts } from '../envelope.ts'
import type { Exchange } from '../exchange.ts'
import { jsonAnswer } from '../json-answer.ts'
import { precondition, quotedEtag } from '../render/conditional.ts'
import { contentLanguage } from '../render/content-language.ts'
import { corsHeaders, isCorsRequest } from '../render/cors.ts'

/** A JSON answer with its headers; a GET may end as 304 or 412 instead (core.md §11). */
export function respondJson(
  exchange: Exchange,
  data: string | undefined,
  facts: EnvelopeFacts,
  headers: Readonly<Record<string, string>>,
): Answer {
  const reading = exchange.verb === 'GET'
  if (reading) {
    const ended = precondition(
      { method: 'GET', exists: true, etag: facts.revision },
      exchange.header('if-match'),
      exchange.header('if-none-match'),
    )
    if (ended !== undefined) return { status: ended, headers: readingHeaders(exchange, facts.revision) }
  }
  return jsonAnswer(exchange, successStatus(exchange, headers), successEnvelope(exchange, data, facts), {
    ...(reading && readingHeaders(exchange, facts.revision)),
    ...corsOf(exchange),
    ...headers,
  })
}

/** CORS headers stand on a success only when a page of another origin asks (core.md §10). */
export function corsOf(exchange: Exchange): Readonly<Record<string, string>> {
  const { headers } = exchange.incoming
  return isCorsRequest(headers) ? corsHeaders(headers, exchange.found?.verbs ?? []) : {}
}

/** Headers of every GET (core.md §10). */
export function readingHeaders(exchange: Exchange, etag: string | undefined): Record<string, string> {
  return {
    ...(etag !== undefined && { etag: quotedEtag(etag) }),
    expires: 'Fri, 01 Jan 1999 00:00:00 GMT',
    'content-language': contentLanguage(exchange.header('accept-language')),
    vary: 'accept-language, accept',
  }
}

/** 201 for PUT, also when it is tunnelled and made a document; 200 for all else (core.md §7, §12). */
function successStatus(exchange: Exchange, headers: Readonly<Record<string, string>>): number {
  if (exchange.method === 'PUT') return 201
  return exchange.verb === 'PUT' && headers['location'] !== undefined ? 201 : 200
}
