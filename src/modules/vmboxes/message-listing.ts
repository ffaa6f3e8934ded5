import { failed, type Failure } from '../../failures.ts'
import type { Json } from '../../json.ts'
import type { ViewRow } from '../../store/port.ts'
import type { AccountContext } from '../declaration/context.ts'
import { rangeListing } from '../declaration/range-listing.ts'
import { dataResult, type ListingResult, type Result } from '../declaration/results.ts'
import { byMailbox, byTimestamp, loadMessage, shownMetadata } from './message.ts'
import { parsedSummary, retained, retentionLimit, retentionSeconds } from './retention.ts'

/** GET on the messages of a box: its summaries, newest first (media-and-messaging.md, "vmboxes" 4). */
export function listMessages(context: AccountContext): ListingResult | Failure {
  return rangeListing(context, {
    ...shared(context),
    view: byMailbox,
    prefix: [context.arg('id')],
    map: (rows) => rows.map((row) => entry(row, keyOf(row)[1], retentionLimit(context))),
  })
}

/** GET on the messages of all boxes: each summary under the id of its box. */
export function listAllMessages(context: AccountContext): ListingResult | Failure {
  return rangeListing(context, {
    ...shared(context),
    view: byTimestamp,
    map: (rows) =>
      rows.map((row) => {
        const [timestamp, box = null] = keyOf(row)
        const name = JSON.stringify(typeof box === 'string' ? box : '')
        return `{${name}:${entry(row, timestamp, retentionLimit(context))}}`
      }),
  })
}

/** GET on one message: its metadata. */
export async function readMessage(context: AccountContext): Promise<Result | Failure> {
  const message = await loadMessage(context, context.arg('message_id'))
  if (failed(message)) return message
  return dataResult(shownMetadata(message, retentionLimit(context)), { revision: message.rev })
}

/** Filters look at the metadata. Without a beginning, the range is as long as messages are kept. */
function shared(context: AccountContext) {
  return {
    filters: { under: 'metadata' },
    ...(context.value('created_from') === undefined && { range: { maximum: retentionSeconds(context) } }),
  }
}

function keyOf(row: ViewRow): readonly Json[] {
  const key = JSON.parse(row.key) as Json
  return Array.isArray(key) ? (key as readonly Json[]) : []
}

function entry(row: ViewRow, timestamp: Json | undefined, limit: number): string {
  if (typeof timestamp !== 'number' || timestamp >= limit) return row.value
  return JSON.stringify(retained(parsedSummary(row.value), limit))
}
