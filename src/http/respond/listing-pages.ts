import { toInteger } from '../../documents/coercion.ts'
import { readListing, readPage, type Page } from '../../documents/listing.ts'
import { answer, type Failure } from '../../failures.ts'
import type { ListingResult } from '../../modules/declaration/results.ts'
import type { Exchange } from '../exchange.ts'

/** Reads a listing into memory: at most `request_memory_limit` bytes of it, else 416 (core.md §17). */
export async function collect(exchange: Exchange, result: ListingResult): Promise<Page | Failure> {
  const { config, documents } = exchange.services
  const limit = toInteger(config.value('crossbar', 'request_memory_limit')) ?? Infinity
  const page = await readPage(documents.store, result.plan)
  if (page) return page.text.length > limit ? answer(416, 'range not satisfiable') : page
  const reading = readListing(documents.store, result.plan)
  const entries: string[] = []
  let bytes = 0
  for (;;) {
    const step = await reading.next()
    if (step.done) return { text: entries.join(','), count: entries.length, end: step.value }
    for (const entry of step.value) {
      entries.push(entry)
      bytes += entry.length
    }
    if (bytes > limit) return answer(416, 'range not satisfiable')
  }
}
