import type { Document } from '../../documents/document.ts'
import { failed, type Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import { belongsTo, metadataOf } from './message.ts'
import { isExpired, retentionLimit } from './retention.ts'

/** Messages changed at the same time; their writes share a transaction. */
const atOnce = 100

/** What an action on one message gave: ids of messages it made or changed, or what went wrong. */
export type ActionOutcome = readonly (string | Failure)[]

/**
 * Does something with messages of the box in the path, each for itself. Gives back the ids in
 * `succeeded` and, by id, why others are in `failed`; either is left out when it would be empty
 * (media-and-messaging.md, "vmboxes" 8).
 */
export async function eachMessage(
  context: AccountContext,
  ids: readonly string[],
  act: (message: Document) => Promise<ActionOutcome>,
): Promise<JsonObject> {
  const limit = retentionLimit(context)
  const box = context.arg('id')
  const succeeded: string[] = []
  const refused = new Map<string, string>()
  const wanted = [...new Set(ids)]
  for (let from = 0; from < wanted.length; from += atOnce) {
    const chunk = wanted.slice(from, from + atOnce)
    const found = new Map(
      (await context.services.documents.findMany(context.db, chunk)).map((message) => [message.id, message]),
    )
    const outcomes = await Promise.all(
      chunk.map(async (id) => {
        const message = found.get(id)
        if (!message || !belongsTo(message, box)) return { id, reason: 'not_found' }
        if (isExpired(metadataOf(message), limit)) return { id, reason: 'prior_to_retention_duration' }
        return { id, done: await act(message) }
      }),
    )
    for (const { id, reason, done = [] } of outcomes) {
      if (reason !== undefined) refused.set(id, reason)
      for (const each of done) {
        if (failed(each)) refused.set(id, reasonOf(each))
        else succeeded.push(each)
      }
    }
  }
  return {
    ...(succeeded.length > 0 && { succeeded }),
    ...(refused.size > 0 && { failed: Object.fromEntries(refused) }),
  }
}

function reasonOf({ detail }: Failure): string {
  if (detail.kind !== 'named') return 'error'
  switch (detail.name) {
    case 'bad_identifier':
      return 'not_found'
    case 'datastore_conflict':
      return 'conflict'
    default:
      return detail.name
  }
}
