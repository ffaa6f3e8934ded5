import { isJsonObject, type Json, type JsonObject } from '../json.ts'
import { matchUntrusted } from './untrusted-pattern.ts'

/**
 * Telephone numbers: normalisation to E.164 and what may be stored as a number
 * (accounts-and-pbx.md "Numbers", numbers-and-billing.md "normalisation to E.164").
 */

/** Built-in expression for numbers that may be stored (`reconcile_regex`). */
export const defaultReconcilePattern = '^(\\+?1)?\\d{10}$|^\\+[2-9]\\d{7,}$|^011\\d*$|^00\\d*$'

/** Built-in conversions, tried in order (`e164_converters`). */
export const defaultConverters: JsonObject = {
  '^(\\+?1)?([2-9][0-9]{2}[2-9][0-9]{6})$': { prefix: '+1' },
  '^011(\\d{5,})$|^00(\\d{5,})$': { prefix: '+' },
  '^[2-9]\\d{7,}$': { prefix: '+' },
}

/** What normalisation may be told besides the number. */
export interface NumberRules {
  /** `dial_plan` of an account, user or device: expressions with `prefix` and `suffix`; invalid ones are passed over. */
  readonly dialPlan?: Json | undefined
  /** Conversions instead of the built-in ones, in the same form. */
  readonly converters?: JsonObject | undefined
}

const northAmerican = /^(?:\+?1)?([2-9]\d{2}[2-9]\d{6})$/

/** Tells whether a text may be stored as a number; extensions and feature codes may not. */
export function isReconcilable(number: string, pattern: string = defaultReconcilePattern): boolean {
  return matchUntrusted(pattern, number) !== undefined
}

/**
 * The E.164 form of a number. A leading `+` is left alone; otherwise the first expression
 * of the dial plan that matches rewrites the number, and then the first conversion that
 * matches. What nothing matches is given back as it is: extensions, feature codes.
 */
export function toE164(number: string, rules: NumberRules = {}): string {
  if (number.startsWith('+')) return number
  const dialled = isJsonObject(rules.dialPlan) ? rewritten(number, rules.dialPlan) : undefined
  return rewritten(dialled ?? number, rules.converters ?? defaultConverters) ?? dialled ?? number
}

/** Ten digits of a North American number, without `+1` or `1`; other numbers as they are. */
export function toNpan(number: string): string {
  return northAmerican.exec(number)?.[1] ?? number
}

/** Eleven digits of a North American number, with a leading `1`; other numbers as they are. */
export function to1Npan(number: string): string {
  const national = northAmerican.exec(number)?.[1]
  return national === undefined ? number : `1${national}`
}

/** Prefix, last group that took part (or the whole match) and suffix of the first expression that matches. */
function rewritten(number: string, plan: JsonObject): string | undefined {
  for (const [pattern, change] of Object.entries(plan)) {
    // `system` is the list of the system's dial plans to include, not an expression.
    if (!isJsonObject(change)) continue
    const captures = matchUntrusted(pattern, number)
    if (!captures) continue
    const root = captures.findLast((capture) => capture !== undefined) ?? ''
    return part(change, 'prefix') + root + part(change, 'suffix')
  }
  return undefined
}

function part(change: JsonObject, name: 'prefix' | 'suffix'): string {
  const text = change[name]
  return typeof text === 'string' || typeof text === 'number' ? String(text) : ''
}
