import { Readable } from 'node:stream'
import type { Failure } from '../../failures.ts'
import { failed } from '../../failures.ts'
import { readListing } from '../../documents/listing.ts'
import type { Json } from '../../json.ts'
import type { CsvColumns, ListingResult } from '../../modules/declaration/results.ts'
import type { Answer } from '../answer.ts'
import type { Exchange } from '../exchange.ts'
import { assembleCsv } from '../render/csv.ts'
import { contentDisposition, csvFileName } from '../render/download.ts'
import { corsOf } from './json.ts'
import { collect } from './listing-pages.ts'

/** Whether the answer is to be a table: only when something is read (core.md §22). */
export function isCsv(exchange: Exchange): boolean {
  return exchange.offer.form === 'csv' && exchange.verb === 'GET'
}

/** Data as a table: a list, or one object as one row; 204 when there is nothing. */
export function csvOfData(exchange: Exchange, data: Json | undefined): Answer {
  return table(exchange, assembleCsv(data), csvNameOf(exchange, false))
}

/** A listing as a table: whole, or row by row when it has columns of its own. */
export async function respondCsvListing(
  exchange: Exchange,
  result: ListingResult,
): Promise<Answer | Failure> {
  if (result.csv) return await streamed(exchange, result, result.csv)
  const page = await collect(exchange, result)
  if (failed(page)) return page
  return csvOfData(exchange, JSON.parse(`[${page.text}]`) as Json)
}

async function streamed(exchange: Exchange, result: ListingResult, csv: CsvColumns): Promise<Answer> {
  const reading = readListing(exchange.services.documents.store, result.plan)
  const first = await reading.next()
  if (first.done) return table(exchange, undefined, '')
  async function* lines(): AsyncGenerator<string> {
    yield csv.header
    for (let step = first; !step.done; step = await reading.next()) {
      let text = ''
      for (const entry of step.value) text += csv.line(entry)
      yield text
    }
  }
  const name = csvNameOf(exchange, true, csv.filename)
  return {
    status: 200,
    headers: headers(exchange, name),
    // The connection takes texts as they are: made into buffers, megabytes of them would wait to be collected.
    body: Readable.from(lines(), { highWaterMark: 1 }),
  }
}

function table(exchange: Exchange, text: string | undefined, name: string): Answer {
  if (text === undefined) return { status: 204, headers: { 'x-request-id': exchange.requestId } }
  return { status: 200, headers: headers(exchange, name), body: text }
}

function headers(exchange: Exchange, name: string): Readonly<Record<string, string>> {
  return {
    'content-type': 'text/csv',
    'content-disposition': contentDisposition('attachment', name),
    'x-request-id': exchange.requestId,
    ...corsOf(exchange),
  }
}

function csvNameOf(exchange: Exchange, isStreamed: boolean, fallback?: string): string {
  const header = exchange.header('x-file-name')
  const value = exchange.value('file_name') ?? (header === undefined ? fallback : undefined)
  return csvFileName({ header, value, isStreamed })
}
