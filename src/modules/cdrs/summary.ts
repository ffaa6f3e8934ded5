import { readListing } from '../../documents/listing.ts'
import { failed } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import { requestedRange } from '../declaration/range-listing.ts'
import { dataResult, type Outcome } from '../declaration/results.ts'
import { cdrRange } from './listings.ts'
import { summaryPart } from './row.ts'
import { wholeAccount } from './scope.ts'
import { legsView } from './views.ts'

type Rates = Map<string, number>
type Classifiers = Map<string, Rates>
type Domains = Map<string, Classifiers>

/** Billable seconds by direction, domain, classifier and rate. The names come from callers: maps hold any. */
type Seconds = ReadonlyMap<string, Domains>

/** GET `cdrs/summary`: seconds of calls by direction, domain, classifier and rate. */
export async function summarise(context: AccountContext): Promise<Outcome> {
  const fault = wholeAccount(context)
  if (fault) return fault
  const range = requestedRange(context, cdrRange)
  if (failed(range)) return range
  const sums: Seconds = new Map<string, Domains>([
    ['inbound', new Map<string, Classifiers>()],
    ['outbound', new Map<string, Classifiers>()],
  ])
  const rows = readListing(context.services.documents.store, {
    db: context.db,
    view: legsView,
    low: [range.from],
    high: [range.to, {}],
    descending: false,
  })
  for await (const step of rows) for (const row of step) count(sums, summaryPart(row))
  return dataResult(asJson(sums))
}

function count(sums: Seconds, facts: readonly string[]): void {
  const [direction = '', domain, classifier, seconds, rate] = facts
  const domains = sums.get(direction)
  if (!domains || domain === undefined || classifier === undefined) return
  const classifiers = entry(domains, domain, () => new Map<string, Rates>())
  const rates = entry(classifiers, classifier, () => new Map([['total', 0]]))
  const billable = Number(seconds)
  rates.set('total', (rates.get('total') ?? 0) + billable)
  // A rate of that name must not count twice.
  if (rate !== undefined && rate !== '' && rate !== 'total')
    rates.set(rate, (rates.get(rate) ?? 0) + billable)
}

function entry<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

/** `Object.fromEntries` gives every name its own property, `__proto__` as well. */
function asJson(sums: Seconds): JsonObject {
  return Object.fromEntries(
    [...sums].map(([direction, domains]) => [
      direction,
      Object.fromEntries(
        [...domains].map(([domain, classifiers]) => [
          domain,
          Object.fromEntries(
            [...classifiers].map(([name, rates]) => [name, Object.fromEntries(rates)] as const),
          ),
        ]),
      ),
    ]),
  )
}
