import type { Document } from '../../documents/document.ts'
import { compileFilters } from '../../documents/filters.ts'
import { failed, invalidField, type Failure } from '../../failures.ts'
import type { Json } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import { dataResult, intent, type Outcome } from '../declaration/results.ts'
import { eachMessage } from './bulk-outcome.ts'
import { inDeletedFolder } from './folder-change.ts'
import { expiryFailure, loadMessage, metadataOf } from './message.ts'
import { messagesOf } from './messages-of.ts'
import { updateLampsById } from './message-waiting.ts'
import { retentionLimit } from './retention.ts'

/** DELETE on the messages of a box: those named, those of a folder, or all (media-and-messaging.md, "vmboxes" 8). */
export async function deleteMessages(context: AccountContext): Promise<Outcome> {
  const chosen = await chosenMessages(context)
  if (failed(chosen)) return chosen
  return intent(async () => {
    const outcome = await eachMessage(context, chosen, async (message) => {
      const gone = await softDelete(context, message)
      return [failed(gone) ? gone : message.id]
    })
    updateLampsById(context, [context.arg('id')])
    return dataResult(outcome)
  })
}

/** DELETE on one message. */
export async function deleteMessage(context: AccountContext): Promise<Outcome> {
  const message = await loadMessage(context, context.arg('message_id'))
  if (failed(message)) return message
  const expired = expiryFailure(context, message)
  if (expired) return expired
  return intent(async () => {
    const gone = await softDelete(context, message)
    if (failed(gone)) return gone
    updateLampsById(context, [context.arg('id')])
    return dataResult(metadataOf(gone), { revision: message.rev })
  }, message.rev)
}

function softDelete(context: AccountContext, message: Document): Promise<Document | Failure> {
  return context.services.documents.writeOne(
    { change: 'delete', document: inDeletedFolder(message) },
    context.author,
  )
}

/**
 * Ids of the messages a deletion is about. A filter in the query string adds to those named or in
 * the folder. A folder that does not exist holds nothing: only a request without any deletes all.
 */
async function chosenMessages(context: AccountContext): Promise<readonly string[] | Failure> {
  const named = namedMessages(context)
  if (failed(named)) return named
  const filter = compileFilters(context.query, { under: 'metadata' })
  if (named && (!filter || named.length === 0)) return named
  const folder = context.value('folder') ?? 'all'
  const isChosen = (message: Document): boolean => {
    if (named) return filter?.keep(message.whole) ?? false
    if (folder === 'all') return true
    return metadataOf(message)['folder'] === folder || (filter?.keep(message.whole) ?? false)
  }
  const chosen: string[] = [...(named ?? [])]
  for await (const messages of messagesOf(context, context.arg('id'), retentionLimit(context)))
    chosen.push(...messages.filter(isChosen).map((message) => message.id))
  return chosen
}

/** Ids in `data.messages`, or `data` itself when it is a list; `undefined` when no messages are named. */
function namedMessages(context: AccountContext): readonly string[] | undefined | Failure {
  const { data } = context.body
  const messages: Json | undefined = Array.isArray(data) ? data : context.data['messages']
  if (messages === undefined || messages === null) return undefined
  if (!Array.isArray(messages))
    return invalidField('messages', 'type', {
      message: 'Ids of messages have to be a list',
      target: 'array',
      value: messages,
    })
  return messages.filter((id): id is string => typeof id === 'string')
}
