import type { Change } from '../../documents/changes.ts'
import { encodeKey } from '../../documents/collation.ts'
import { Document } from '../../documents/document.ts'
import type { ViewRow } from '../../store/port.ts'
import type { AccountContext } from '../declaration/context.ts'
import { inDeletedFolder } from './folder-change.ts'
import { byMailbox } from './message.ts'

/** Messages read at a time. */
const stride = 200

/** All messages of a box, some at a time, oldest first; only those left since `from` (Gregorian seconds) if given. */
export async function* messagesOf(
  context: AccountContext,
  box: string,
  from?: number,
): AsyncGenerator<readonly Document[], void, undefined> {
  let after: ViewRow | undefined
  for (;;) {
    const rows: readonly ViewRow[] = await context.services.documents.scan({
      db: context.db,
      view: byMailbox,
      low: encodeKey(from === undefined ? [box] : [box, from]),
      high: encodeKey([box, {}]),
      descending: false,
      limit: stride,
      documents: true,
      ...(after && { after: { sortKey: after.sortKey, id: after.id } }),
    })
    if (rows.length > 0) yield rows.flatMap(({ document }) => (document ? [new Document(document)] : []))
    after = rows.at(-1)
    if (rows.length < stride) return
  }
}

/** The soft deletion of all messages of a box, for the write that deletes the box. */
export async function deletionOfMessages(context: AccountContext, box: string): Promise<readonly Change[]> {
  const changes: Change[] = []
  for await (const messages of messagesOf(context, box))
    for (const message of messages) changes.push({ change: 'delete', document: inDeletedFolder(message) })
  return changes
}
