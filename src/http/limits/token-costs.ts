import { valueAt, type Json } from '../../json.ts'

/** A call whose cost is asked for. */
export interface CostedCall {
  /** Account of the path. */
  readonly accountId?: string
  /** Last noun of the path. */
  readonly endpoint: string
  /** Effective verb, upper case. */
  readonly verb: string
  /** What some calls append to each path of the configuration, such as `quickcall`. */
  readonly suffix?: readonly string[]
}

/**
 * What a call costs in tokens (core.md §26). `costs` is the configured `crossbar.token_costs`: an
 * integer is the cost of everything, in an object the most specific entry counts, else the
 * call's own `standard`. Without configuration everything costs 1; zero means it is free.
 */
export function tokenCost(costs: Json | undefined, call: CostedCall, standard: number): number {
  if (costs === undefined) return 1
  const flat = wholeNumber(costs)
  if (flat !== undefined) return flat
  const { accountId, endpoint, verb, suffix = [] } = call
  const general = [[endpoint, verb], [endpoint]]
  const paths =
    accountId === undefined
      ? general
      : [[accountId, endpoint, verb], [accountId, endpoint], [accountId], ...general]
  for (const path of paths) {
    const cost = wholeNumber(valueAt(costs, [...path, ...suffix]))
    if (cost !== undefined) return cost
  }
  return standard
}

function wholeNumber(value: Json | undefined): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined
}
