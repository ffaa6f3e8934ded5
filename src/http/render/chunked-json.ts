import { failed, type Failure } from '../../failures.ts'
import { openChunks, type Chunks } from './first-chunk.ts'

const trailerKeys = [
  'start_key',
  'page_size',
  'next_start_key',
  'status',
  'request_id',
  'node',
  'version',
  'timestamp',
  'revision',
  'auth_token',
] as const

/** What follows the list. Every value is sent as a JSON string; absent and empty ones are left out. */
export type ChunkTrailer = { readonly [key in (typeof trailerKeys)[number]]?: string | undefined }

/**
 * Opens a chunked list in the exact layout of core.md §21, from chunks of items as JSON texts. Undefined when
 * there is no item at all: then the normal envelope is sent. A failure before the first item is given back;
 * after it, the list is closed, the trailer follows as if all were well, and `report` is told.
 * `trailer` is called at the end, when the keys of the page are known.
 */
export async function openChunkedJson(
  chunks: Chunks<string>,
  trailer: () => ChunkTrailer,
  report: (problem: unknown) => void,
): Promise<AsyncGenerator<string> | undefined | Failure> {
  const items = await openChunks(chunks)
  return !items || failed(items) ? items : jsonPieces(items, trailer, report)
}

async function* jsonPieces(
  chunks: Chunks<string>,
  trailer: () => ChunkTrailer,
  report: (problem: unknown) => void,
): AsyncGenerator<string> {
  let opening = '{"data":['
  try {
    for await (const items of chunks) {
      if (failed(items)) {
        report(items)
        break
      }
      if (items.length === 0) continue
      yield opening + items.join(',')
      opening = ','
    }
  } catch (error) {
    report(error)
  }
  yield `], ${trailerText(trailer())}}`
}

function trailerText(trailer: ChunkTrailer): string {
  return trailerKeys
    .filter((key) => (trailer[key] ?? '') !== '')
    .map((key) => `"${key}":${JSON.stringify(trailer[key])}`)
    .join(', ')
}
