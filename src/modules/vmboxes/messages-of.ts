import type { Change } from '../../documents/changes.ts'
import { encodeKey } from '../../documents/collation.ts'
import { Document } from '../../documents/document.ts'
import { rowPages } from '../../documents/walk.ts'
import type { AccountContext } from '../declaration/context.ts'
import { inDeletedFolder } from './folder-change.ts'
import { byMailbox } from './message.ts'

/** All messages of a box, some at a time, oldest first; only those left since `from` (Gregorian seconds) if given. */
export async function* messagesOf(
  context: AccountContext,
  box: string,
  from?: number,
): AsyncGenerator<readonly Document[], void, undefined> {
  const messages = {
    db: context.db,
    view: byMailbox,
    low: encodeKey(from === undefined ? [box] : [box, from]),
    high: encodeKey([box, {}]),
    documents: true,
  }
  for await (const rows of rowPages(context.services.documents, messages))
    yield rows.flatMap(({ document }) => (document ? [new Document(document)] : []))
}

/** The soft deletion of all messages of a box, for the write that deletes the box. */
export async function deletionOfMessages(context: AccountContext, box: string): Promise<readonly Change[]> {
  const changes: Change[] = []
  for await (const messages of messagesOf(context, box))
    for (const message of messages) changes.push({ change: 'delete', document: inDeletedFolder(message) })
  return changes
}
