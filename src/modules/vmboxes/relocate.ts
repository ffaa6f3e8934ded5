import type { Document } from '../../documents/document.ts'
import { now } from '../../documents/gregorian.ts'
import { newModbId } from '../../documents/identifiers.ts'
import { failed, type Failure } from '../../failures.ts'
import type { Json, JsonObject } from '../../json.ts'
import { copyAttachments } from '../declaration/attachments.ts'
import type { AccountContext } from '../declaration/context.ts'
import { mailboxNumber } from './box.ts'
import { messageType, withMetadata } from './message.ts'
import { address, addressFields, messageName } from './new-message.ts'

/**
 * Puts a message into another box: a new message of this moment, in the folder `new`, with the same sound.
 * `move` removes the one it was made of (media-and-messaging.md, "vmboxes" 8). Gives back the new
 * message; fails with a conflict when the old one changed meanwhile.
 */
export async function relocate(
  context: AccountContext,
  message: Document,
  box: Document,
  how: 'move' | 'copy',
): Promise<Document | Failure> {
  const { documents } = context.services
  const { db } = context
  const at = now()
  const id = newModbId(at)
  const written = await documents.write(
    [
      {
        change: 'create',
        db,
        id,
        type: messageType,
        body: await relocated(context, message, box, { id, at }),
      },
      ...copyAttachments(await documents.attachments(db, message.id), db, id),
      how === 'move'
        ? { change: 'erase', document: message }
        : { change: 'require', db, id: message.id, rev: message.rev },
    ],
    context.author,
  )
  if (failed(written)) return written
  const [made] = written
  if (!made) throw new Error('no message was written')
  return made
}

async function relocated(
  context: AccountContext,
  message: Document,
  box: Document,
  { id, at }: { readonly id: string; readonly at: number },
): Promise<JsonObject> {
  const { utc_seconds: left, history, source_id: from } = message.body
  const to = address(mailboxNumber(box), context.account.realm)
  return {
    ...withMetadata(message, { ...addressFields('to', to), media_id: id, folder: 'new', timestamp: at }),
    // The name goes on telling when the message was left.
    name: await messageName(context, box, typeof left === 'number' ? left : at),
    source_id: box.id,
    utc_seconds: at,
    history: [...(Array.isArray(history) ? (history as readonly Json[]) : []), from ?? null],
  }
}
