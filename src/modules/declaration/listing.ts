import { compileFilters, type FilterOptions } from '../../documents/filters.ts'
import { isFalse, isTrue, toInteger } from '../../documents/coercion.ts'
import type { ListingPlan } from '../../documents/listing.ts'
import { decodeStartKey } from '../../documents/start-key.ts'
import { systemError, type Failure } from '../../failures.ts'
import type { Json } from '../../json.ts'
import type { Context } from './context.ts'
import type { CsvColumns, ListingResult } from './results.ts'

/** A listing as a module declares it; what the client may choose is added from the request. */
export interface ListingOptions extends Pick<
  ListingPlan,
  'view' | 'low' | 'high' | 'map' | 'documents' | 'groupLevel'
> {
  /** Database; the account's own when absent. */
  readonly db?: string
  /** `false`: not filtered by the query string. */
  readonly filters?: FilterOptions | false
  /** Forces a direction; otherwise descending unless the client asks (core.md §17). */
  readonly direction?: 'ascending' | 'descending'
  /** Sort direction when the client asks for none. */
  readonly usually?: 'ascending' | 'descending'
  /** `false`: always whole. */
  readonly paginated?: boolean
  /** Whether it is sent in chunks unless the client says otherwise; `never`: in no case. */
  readonly chunked?: boolean | 'never'
  readonly csv?: CsvColumns
}

/** The largest chunk a client may ask for (core.md §29, `load_view_chunk_size`). */
const chunkLimit = 50

/** Puts together what the module declares and what the request asks for (core.md §17 to §21). */
export function listing(context: Context, options: ListingOptions): ListingResult | Failure {
  const db = options.db ?? context.account?.id
  if (db === undefined) return systemError('not_found')
  const paginated = options.paginated !== false && !isFalse(context.value('paginate'))
  const pageSize = paginated ? requestedPageSize(context) : undefined
  if (typeof pageSize === 'string') return systemError('faulty_request', { message: pageSize })
  const fault = chunkSizeFault(context)
  if (fault !== undefined) return systemError('faulty_request', { message: fault })
  const filters = options.filters === false ? undefined : compileFilters(context.query, options.filters ?? {})
  const startKey = text(context.value('start_key'))
  const endKey = context.value('end_key')
  return {
    result: 'listing',
    paginated,
    chunked: isChunked(context, options),
    ...(options.csv && { csv: options.csv }),
    plan: {
      db,
      view: options.view,
      descending: isDescending(context, options),
      ...(options.low !== undefined && { low: options.low }),
      ...(options.high !== undefined && { high: options.high }),
      ...(options.map && { map: options.map }),
      ...(options.documents !== undefined && { documents: options.documents }),
      ...(options.groupLevel !== undefined && { groupLevel: options.groupLevel }),
      ...(pageSize !== undefined && { pageSize }),
      ...(startKey !== undefined && { startKey: decodeStartKey(startKey) }),
      ...(endKey !== undefined && { endKey }),
      ...(filters && { filters }),
    },
  }
}

/** Entries of a page, or what is wrong with the number the client asked for. */
function requestedPageSize(context: Context): number | string {
  const asked = context.value('page_size')
  if (asked === undefined) return defaultPageSize(context)
  const size = toInteger(asked)
  if (size === undefined) return 'invalid page size'
  return size < 1 ? 'page size must be at least 1' : size
}

/**
 * `pagination_page_size`, or `maximum_range` where an operator set only that one: the
 * project's founding document knows the page size by that name.
 */
function defaultPageSize(context: Context): number {
  const { config } = context.services
  return Math.max(
    1,
    config.integer('crossbar', 'pagination_page_size', config.integer('crossbar', 'maximum_range', 50)),
  )
}

function chunkSizeFault(context: Context): string | undefined {
  const asked = context.query.first('chunk_size')
  if (asked === undefined) return undefined
  const limit = Math.max(1, context.services.config.integer('crossbar', 'load_view_chunk_size', chunkLimit))
  const size = toInteger(asked)
  if (size === undefined) return 'invalid chunk size'
  if (size < 1) return 'chunk size must be at least 1'
  return size > limit ? `chunk size must be lower than ${String(limit)}` : undefined
}

function isChunked(context: Context, options: ListingOptions): boolean {
  if (options.chunked === 'never') return false
  const asked = context.query.first('is_chunked')
  return isTrue(asked) ? true : isFalse(asked) ? false : (options.chunked ?? false)
}

/** Descending unless `ascending=true` or `descending=false` (core.md §17). */
function isDescending(context: Context, options: ListingOptions): boolean {
  if (options.direction) return options.direction === 'descending'
  const ascending = context.query.first('ascending')
  const descending = context.query.first('descending')
  if (isTrue(descending) || isFalse(ascending)) return true
  if (isTrue(ascending) || isFalse(descending)) return false
  return options.usually !== 'ascending'
}

function text(value: Json | undefined): string | undefined {
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value)
}
