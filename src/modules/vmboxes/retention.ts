import { now } from '../../documents/gregorian.ts'
import { isJsonObject, type JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'

/** Days messages are kept unless an operator says otherwise. */
const usualDays = 93

/** How long messages are kept, in seconds: the configured days and an hour. */
export function retentionSeconds(context: AccountContext): number {
  const days = context.services.config.integer('callflow', 'voicemail.message_retention_duration', usualDays)
  return (days > 0 ? days : usualDays) * 86_400 + 3_600
}

/** Messages left before this time (Gregorian seconds) are shown as deleted and can no longer be changed. */
export function retentionLimit(context: AccountContext): number {
  return now() - retentionSeconds(context)
}

/** Whether something of a message's `timestamp` is past its retention. */
export function isExpired(timed: JsonObject, limit: number): boolean {
  const { timestamp } = timed
  return typeof timestamp === 'number' && timestamp !== 0 && timestamp < limit
}

/** A message's metadata or summary as clients see it: past its retention it stands in the folder `deleted`. */
export function retained(timed: JsonObject, limit: number): JsonObject {
  if (!isExpired(timed, limit)) return timed
  return {
    ...timed,
    folder: 'deleted',
    retention: 'enforced',
    retention_message: 'The message is older than messages are kept and cannot be changed',
  }
}

/** Reads a summary back from its text. */
export function parsedSummary(text: string): JsonObject {
  const value: unknown = JSON.parse(text)
  return isJsonObject(value) ? value : {}
}
