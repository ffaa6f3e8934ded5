import { isFalse, isTrue } from '../documents/coercion.ts'
import type { Answer } from './answer.ts'
import type { Exchange } from './exchange.ts'
import { jsonpCallback, jsonpContentType, wrapJsonp } from './render/jsonp.ts'
import { prettyJson } from './render/pretty.ts'

/** An answer in JSON: indented or wrapped in a function call if the client wishes (core.md §24). */
export function jsonAnswer(
  exchange: Exchange,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>>,
): Answer {
  const shown = isPretty(exchange) ? prettyJson(text) : text
  const callback = jsonpCallback(exchange.value('jsonp'))
  return {
    status,
    headers: {
      'content-type': callback === undefined ? 'application/json' : jsonpContentType,
      'x-request-id': exchange.requestId,
      ...headers,
    },
    body: callback === undefined ? shown : wrapJsonp(callback, shown),
  }
}

/** The header wins over the request value. */
function isPretty(exchange: Exchange): boolean {
  const header = exchange.header('x-pretty-print')
  if (isTrue(header)) return true
  return !isFalse(header) && isTrue(exchange.value('pretty_print'))
}
