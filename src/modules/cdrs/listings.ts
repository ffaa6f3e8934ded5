import { toNumber } from '../../documents/coercion.ts'
import type { FilterOptions } from '../../documents/filters.ts'
import { answer, failed, type Failure } from '../../failures.ts'
import type { Context } from '../declaration/context.ts'
import { rangeListing, type RangeOptions } from '../declaration/range-listing.ts'
import type { Outcome } from '../declaration/results.ts'
import { rowRendering } from './row-form.ts'
import { scopeOf } from './scope.ts'
import { interactionView, legsView, ownerInteractionView, ownerView } from './views.ts'

/** Configuration that is the call records' own. */
export const cdrRange: RangeOptions = { category: 'crossbar.cdrs' }

/** A call's id as clients know it from the records' ids, `YYYYMM-…`, means the call itself. */
export const cdrFilters: FilterOptions = {
  value: (key, value) =>
    key.endsWith('call_id') ? value.replace(/^\d{4}(?:0[1-9]|1[0-2])-(?=.)/s, '') : value,
}

/** GET `cdrs`: the legs of an account or of one of its users, newest first. */
export async function listLegs(context: Context): Promise<Outcome> {
  const scope = scopeOf(context)
  if (failed(scope)) return scope
  const fault = utcOffsetFault(context)
  if (fault) return fault
  const shared = { range: cdrRange, filters: cdrFilters, chunked: true }
  if (scope.owner === undefined)
    return rangeListing(context, {
      ...shared,
      ...(await rowRendering(context, 'quoted', 'values')),
      view: legsView,
    })
  return rangeListing(context, {
    ...shared,
    ...(await rowRendering(context, 'quoted', 'documents')),
    view: ownerView,
    prefix: [scope.owner],
    documents: true,
  })
}

/** GET `cdrs/interaction`: one row for each interaction, its earliest leg, newest interaction first. */
export async function listInteractions(context: Context): Promise<Outcome> {
  const scope = scopeOf(context)
  if (failed(scope)) return scope
  const { owner } = scope
  return rangeListing(context, {
    ...(await rowRendering(context, 'bare', 'documents')),
    ...(owner === undefined
      ? { view: interactionView, groupLevel: 2 }
      : { view: ownerInteractionView, groupLevel: 3, prefix: [owner] }),
    range: cdrRange,
    filters: cdrFilters,
    documents: true,
    chunked: true,
  })
}

function utcOffsetFault(context: Context): Failure | undefined {
  const offset = context.value('utc_offset')
  const fine = offset === undefined || toNumber(offset) !== undefined
  return fine ? undefined : answer(404, 'utc_offset must be a number')
}
