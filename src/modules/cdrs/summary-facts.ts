import { toInteger } from '../../documents/coercion.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import { text, userPart } from './columns.ts'

/**
 * What the summary counts of a record: direction, domain, classifier, billable seconds and name of the
 * rate. Records that do not count (loopback, and legs between the account's own phones) have one empty text.
 */
export function summaryFacts(body: JsonObject): readonly string[] {
  const vars = isJsonObject(body['custom_channel_vars']) ? body['custom_channel_vars'] : {}
  const inbound = body['call_direction'] === 'inbound'
  const ours = inbound ? text(vars['authorizing_id']) !== '' : text(vars['resource_id']) === ''
  if (ours || isLoopback(body)) return ['']
  return [
    inbound ? 'inbound' : 'outbound',
    domainOf(inbound ? body['from'] : body['to']),
    classify(userPart(body['to'])),
    String(Math.max(0, toInteger(body['billing_seconds']) ?? 0)),
    text(vars['rate_name']),
  ]
}

function isLoopback(body: JsonObject): boolean {
  return text(body['channel_name']).includes('loopback')
}

function domainOf(address: Json | undefined): string {
  const whole = text(address)
  return whole.slice(whole.indexOf('@') + 1)
}

/** Classifiers of numbers, the first that fits; they are the summary's own, not those of `phone_numbers`. */
const classifiers: readonly (readonly [name: string, number: RegExp])[] = [
  ['tollfree_us', /^\+1(?:800|888|877|866|855)\d{7}$/],
  ['toll_us', /^\+1900\d{7}$/],
  ['emergency', /^(?:911|933)$/],
  [
    'caribbean',
    /^\+?1(?:684|264|268|242|246|441|284|345|767|809|829|849|473|671|876|664|670|787|939|869|758|784|721|868|649|340)\d{7}$/,
  ],
  ['did_us', /^\+?1?[2-9]\d{2}[2-9]\d{6}$/],
  ['international', /^\+[2-9]\d{7,}$/],
]

/** The class of a number as dialled (calls-and-events.md, "cdrs", summary). */
export function classify(number: string): string {
  return classifiers.find(([, pattern]) => pattern.test(number))?.[0] ?? 'unknown'
}
