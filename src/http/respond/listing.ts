import { Readable } from 'node:stream'
import { readListing, type ListingEnd } from '../../documents/listing.ts'
import { encodeStartKey } from '../../documents/start-key.ts'
import { failed, type Failure } from '../../failures.ts'
import type { Json, JsonObject } from '../../json.ts'
import type { ListingResult } from '../../modules/declaration/results.ts'
import type { Answer } from '../answer.ts'
import { timestamp } from '../envelope.ts'
import type { Exchange } from '../exchange.ts'
import { openChunkedJson, type ChunkTrailer } from '../render/chunked-json.ts'
import { isCsv, respondCsvListing } from './csv.ts'
import { corsOf, readingHeaders, respondJson } from './json.ts'
import { listRevision } from './list-revision.ts'
import { collect } from './listing-pages.ts'

/** A listing as one page, in chunks while it is read, or as a table (core.md §17, §21, §22). */
export async function respondListing(exchange: Exchange, result: ListingResult): Promise<Answer | Failure> {
  if (isCsv(exchange)) return await respondCsvListing(exchange, result)
  if (result.chunked) return await respondChunked(exchange, result)
  const page = await collect(exchange, result)
  if (failed(page)) return page
  const data = `[${page.text}]`
  return respondJson(
    exchange,
    data,
    {
      ...(page.count > 0 && {
        revision: listRevision(`${exchange.path}?${exchange.queryText}`, data),
      }),
      ...(result.paginated && { more: pageFacts(page.count, page.end) }),
    },
    {},
  )
}

function pageFacts(count: number, end: ListingEnd): JsonObject {
  return {
    page_size: count,
    ...(end.startKey !== undefined && { start_key: encodeStartKey(end.startKey) }),
    ...(end.next && { next_start_key: encodeStartKey(end.next.key, end.next.id) }),
  }
}

async function respondChunked(exchange: Exchange, result: ListingResult): Promise<Answer | Failure> {
  const { documents, log } = exchange.services
  let count = 0
  let end: ListingEnd = {}
  async function* chunks(): AsyncGenerator<readonly string[]> {
    const reading = readListing(documents.store, result.plan)
    for (let step = await reading.next(); ; step = await reading.next()) {
      if (step.done) {
        end = step.value
        return
      }
      count += step.value.length
      yield step.value
    }
  }
  const opened = await openChunkedJson(
    chunks(),
    () => chunkedTrailer(exchange, result.paginated ? { count, end } : undefined),
    (problem) => {
      log.error({ err: problem, request_id: exchange.requestId }, 'listing broke off')
    },
  )
  if (failed(opened)) return opened
  // Nothing to stream: the usual envelope, without page_size (core.md §21).
  if (!opened) return respondJson(exchange, '[]', {}, {})
  return {
    status: 200,
    headers: {
      'content-type': 'application/json',
      'x-request-id': exchange.requestId,
      ...readingHeaders(exchange, undefined),
      ...corsOf(exchange),
    },
    body: Readable.from(opened, { objectMode: false }),
  }
}

function chunkedTrailer(
  exchange: Exchange,
  page: { count: number; end: ListingEnd } | undefined,
): ChunkTrailer {
  return {
    ...(page && {
      start_key: encoded(page.end.startKey),
      page_size: String(page.count),
      next_start_key: page.end.next && encodeStartKey(page.end.next.key, page.end.next.id),
    }),
    status: 'success',
    request_id: exchange.requestId,
    node: exchange.edge.node,
    version: exchange.auth && exchange.services.version,
    timestamp: timestamp(),
    auth_token: exchange.token?.value,
  }
}

function encoded(key: Json | undefined): string | undefined {
  return key === undefined ? undefined : encodeStartKey(key)
}
