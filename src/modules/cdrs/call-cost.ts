import { toInteger } from '../../documents/coercion.ts'
import type { Json, JsonObject } from '../../json.ts'

/**
 * What a call costs, in 1/10000 of the currency (calls-and-events.md, "cdrs", cost rule): a surcharge, the
 * minimum at the rate per minute, and what goes beyond it in whole increments; then the discount.
 * `vars` are the record's channel variables. Calls that are not billed by the minute cost nothing.
 */
export function callCost(billing: Json | undefined, billingSeconds: number, vars: JsonObject): number {
  if (billing !== 'per_minute') return 0
  const seconds = billingSeconds - amount(vars['billing_seconds_offset'])
  if (seconds <= 0 || seconds <= amount(vars['rate_nocharge_time'])) return 0
  const rate = amount(vars['rate'])
  const increment = amount(vars['rate_increment']) || 60
  const minimum = amount(vars['rate_minimum'])
  const base = amount(vars['surcharge']) + (minimum / 60) * rate
  const beyond =
    seconds <= minimum ? 0 : Math.ceil((seconds - minimum) / increment) * ((increment / 60) * rate)
  const cost = Math.trunc(base + beyond)
  return cost - Math.trunc(amount(vars['discount_percentage']) * 0.01 * cost)
}

function amount(value: Json | undefined): number {
  return toInteger(value) ?? 0
}
