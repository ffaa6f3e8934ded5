import { toInteger } from '../../documents/coercion.ts'
import { now } from '../../documents/gregorian.ts'
import { failed, type Failure } from '../../failures.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import type { AccountContext, Context } from '../declaration/context.ts'
import { requestedRange } from '../declaration/range-listing.ts'
import { dataResult, type Result } from '../declaration/results.ts'
import { secondsConsumed } from './consumption.ts'
import { cycleAt } from './cycles.ts'
import { configuredAllotments } from './stored.ts'

/** What is looked at for one class. */
interface Span {
  readonly cycle: string
  readonly from: number
  readonly to: number
  /** The last second that counts. */
  readonly last: number
}

/**
 * What the account consumed of its allotments: within `created_from` and `created_to` when both are given, else
 * in the cycle of each class that holds the one moment given, or now (accounts-and-pbx.md, "allotments" 3, 5).
 */
export async function readConsumed(context: AccountContext): Promise<Result | Failure> {
  const allotments = await configuredAllotments(context)
  if (failed(allotments)) return allotments
  const spanOf = requestedSpan(context)
  if (failed(spanOf)) return spanOf
  const consumed: [string, JsonObject][] = []
  for (const [classification, allotment] of Object.entries(allotments)) {
    const { cycle, from, to, last } = spanOf(allotment)
    const range = { from, to: last }
    const seconds = await secondsConsumed(context.services.documents, context.db, classification, range)
    if (seconds !== undefined)
      consumed.push([classification, { cycle, consumed_from: from, consumed_to: to, consumed: seconds }])
  }
  return dataResult(Object.fromEntries(consumed))
}

/** Which span of time the request asks for, by the allotment; fails when its range ends before it begins or is too long. */
function requestedSpan(context: Context): ((allotment: Json | undefined) => Span) | Failure {
  const from = moment(context, 'created_from')
  const to = moment(context, 'created_to')
  if (from !== undefined && to !== undefined) {
    const range = requestedRange(context)
    return failed(range) ? range : () => ({ cycle: 'manual', ...range, last: range.to })
  }
  const at = from ?? to ?? now()
  return (allotment) => {
    const name = isJsonObject(allotment) ? allotment['cycle'] : undefined
    const cycle = typeof name === 'string' ? name : 'hourly'
    const span = cycleAt(cycle, at)
    return { cycle, ...span, last: span.to - 1 }
  }
}

function moment(context: Context, key: string): number | undefined {
  const seconds = toInteger(context.value(key))
  return seconds !== undefined && seconds > 0 ? seconds : undefined
}
