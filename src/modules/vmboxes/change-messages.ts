import { failed, invalidField, type Failure } from '../../failures.ts'
import type { Document } from '../../documents/document.ts'
import type { AccountContext } from '../declaration/context.ts'
import { dataResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import { loadBox, loadBoxes } from './box.ts'
import { eachMessage } from './bulk-outcome.ts'
import { changeFolder } from './folder-change.ts'
import { asFolder, expiryFailure, loadMessage, metadataOf, type Folder } from './message.ts'
import { updateLampsById } from './message-waiting.ts'
import { relocate } from './relocate.ts'

/** POST on the messages of a box: changes the folder of several, moves or copies them (media-and-messaging.md, "vmboxes" 6, 8). */
export async function changeMessages(context: AccountContext): Promise<Outcome> {
  const ids = messageIds(context)
  if (failed(ids)) return ids
  const box = await loadBox(context)
  if (failed(box)) return box
  const target = await destination(context)
  if (failed(target)) return target
  return intent(async () => {
    const outcome = await eachMessage(context, ids, async (message) => {
      if (!target) {
        const changed = await changeFolder(context, message, requestedFolder(context))
        return [failed(changed) ? changed : changed.id]
      }
      const made = []
      for (const to of target.boxes) made.push(await relocate(context, message, to, target.how))
      return made.map((each) => (failed(each) ? each : each.id))
    })
    updateLampsById(context, [box.id, ...idsOf(target)])
    return dataResult(outcome)
  })
}

/** POST on one message: changes its folder, moves or copies it. */
export async function changeMessage(context: AccountContext): Promise<Outcome> {
  const id = context.arg('message_id')
  const message = await loadMessage(context, id)
  if (failed(message)) return message
  const expired = expiryFailure(context, message)
  if (expired) return expired
  const target = await destination(context)
  if (failed(target)) return target
  return intent(() => changeOne(context, message, target), message.rev)
}

async function changeOne(
  context: AccountContext,
  message: Document,
  target: Destination | undefined,
): Promise<Result | Failure> {
  const affected = [context.arg('id'), ...idsOf(target)]
  if (target?.how === 'copy') {
    const outcome = await eachMessage(context, [message.id], async (found) => {
      const made = []
      for (const box of target.boxes) made.push(await relocate(context, found, box, 'copy'))
      return made.map((each) => (failed(each) ? each : each.id))
    })
    updateLampsById(context, affected)
    return dataResult(outcome)
  }
  const [box] = target?.boxes ?? []
  const after = box
    ? await relocate(context, message, box, 'move')
    : await changeFolder(context, message, requestedFolder(context))
  if (failed(after)) return after
  updateLampsById(context, affected)
  return dataResult(metadataOf(after), { revision: after.rev })
}

/** Ids in `data.messages`; fails with 400 `messages.required` when there are none. */
export function messageIds(context: AccountContext): readonly string[] | Failure {
  const { messages } = context.data
  const ids = Array.isArray(messages) ? messages.filter((id): id is string => typeof id === 'string') : []
  if (ids.length > 0) return ids
  return invalidField('messages', 'required', { message: 'Ids of messages have to be given' })
}

/** The folder messages are put into; `saved` unless the request names another one. */
function requestedFolder(context: AccountContext): Folder {
  return asFolder(context.value('folder')) ?? 'saved'
}

interface Destination {
  readonly how: 'move' | 'copy'
  readonly boxes: readonly Document[]
}

/** Where messages go: one id moves them, a list copies them, without either they stay in their box. */
async function destination(context: AccountContext): Promise<Destination | undefined | Failure> {
  const { source_id: source } = context.data
  if (source === undefined || source === null) return undefined
  const ids = Array.isArray(source) ? source : [source]
  const named = ids.filter((id): id is string => typeof id === 'string' && id !== '')
  if (named.length === 0 || named.length < ids.length)
    return invalidField('source_id', 'required', { message: 'Ids of voicemail boxes have to be given' })
  const boxes = await loadBoxes(context, named)
  return failed(boxes) ? boxes : { how: Array.isArray(source) ? 'copy' : 'move', boxes }
}

function idsOf(target: Destination | undefined): readonly string[] {
  return target?.boxes.map((box) => box.id) ?? []
}
