import type { Failure } from '../../failures.ts'
import type { DataResult, DocumentResult } from '../../modules/declaration/results.ts'
import type { Answer } from '../answer.ts'
import type { EnvelopeFacts } from '../envelope.ts'
import type { Exchange } from '../exchange.ts'
import { respondBinary } from '../respond/binary.ts'
import { csvOfData, isCsv } from '../respond/csv.ts'
import { respondJson } from '../respond/json.ts'
import { emptyPdf, isPdf } from '../respond/pdf.ts'
import { respondListing } from '../respond/listing.ts'

/** Puts the result into the form the client asked for (core.md §9, §10, §17, §21 to §23). */
export function respond(exchange: Exchange): Answer | Failure | Promise<Answer | Failure> {
  const { result } = exchange
  if (isPdf(exchange)) return emptyPdf(exchange)
  switch (result?.result) {
    case 'document':
      return respondDocument(exchange, result)
    case 'data':
      return respondData(exchange, result)
    case 'listing':
      return respondListing(exchange, result)
    case 'binary':
      return respondBinary(exchange, result)
    case undefined:
      throw new Error('the operation gave no result')
  }
}

function respondDocument(exchange: Exchange, result: DocumentResult): Answer {
  const { document } = result
  const text = result.shown ? JSON.stringify(result.shown) : document.shownText
  const revision = result.revision ?? document.rev
  if (isCsv(exchange)) return csvOfData(exchange, result.shown ?? document.shown)
  const location =
    exchange.verb === 'PUT' && !result.headers?.['location'] ? locationOf(exchange, document.id) : {}
  const facts: EnvelopeFacts = {
    revision,
    metadata: metadataOf(document),
    ...(result.envelope && { more: result.envelope }),
  }
  return respondJson(exchange, text, facts, { ...location, ...result.headers })
}

function metadataOf({ id, created, modified }: DocumentResult['document']): string {
  return `{"id":${JSON.stringify(id)},"created":${String(created)},"modified":${String(modified)}}`
}

function respondData(exchange: Exchange, result: DataResult): Answer {
  const text = result.data === undefined ? undefined : JSON.stringify(result.data)
  if (isCsv(exchange)) return csvOfData(exchange, result.data)
  const facts: EnvelopeFacts = {
    ...(result.revision !== undefined && { revision: result.revision }),
    ...(result.authToken !== undefined && { authToken: result.authToken }),
    ...(result.envelope && { more: result.envelope }),
  }
  return respondJson(exchange, text, facts, result.headers ?? {})
}

/** Request path and new id; an id behind the path's file extension replaces the last segment (core.md §10). */
function locationOf(exchange: Exchange, id: string): Readonly<Record<string, string>> {
  const path = exchange.path.replace(/\/+$/, '')
  const base = /\/[^/]*\.[^/]*$/.test(path) ? path.slice(0, path.lastIndexOf('/')) : path
  return { location: `${base}/${encodeURIComponent(id)}` }
}
