import type { DocumentFacts } from '../../documents/document.ts'
import type { JsonObject } from '../../json.ts'
import type { ViewRow } from '../../store/port.ts'
import type { AccountContext } from '../declaration/context.ts'
import { countFolders, countIn } from './folder-counts.ts'
import { parsedSummary } from './retention.ts'

/** What the listing tells of a box; the counts of its messages are added when it is read. */
export function boxSummary({ body }: DocumentFacts): JsonObject {
  const { name, mailbox, owner_id, messages, flags } = body
  return {
    name,
    mailbox,
    owner_id,
    messages: Array.isArray(messages) ? messages.length : 0,
    flags: flags ?? [],
  }
}

/**
 * Adds the counts of messages to the boxes of a page. Within a page they stand in the reverse of
 * the view's order (media-and-messaging.md, "vmboxes" 4).
 */
export async function withCounts(
  context: AccountContext,
  rows: readonly ViewRow[],
): Promise<readonly string[]> {
  const entries = await Promise.all(rows.map((row) => withCount(context, row)))
  return entries.reverse()
}

async function withCount(context: AccountContext, row: ViewRow): Promise<string> {
  const folders = await countFolders(context, row.id)
  const total = folders.new + folders.saved
  if (total === 0 && (await countIn(context, row.id, 'deleted')) === 0) return row.value
  const box = parsedSummary(row.value)
  const { messages } = box
  return JSON.stringify({ ...box, messages: (typeof messages === 'number' ? messages : 0) + total, folders })
}
