import type { Document } from '../../documents/document.ts'
import type { AccountContext } from '../declaration/context.ts'
import { mailboxNumber } from './box.ts'
import { countFolders } from './folder-counts.ts'

/**
 * Tells the switch how many messages wait in boxes, for the lamps of telephones. Nobody waits for it,
 * and what goes wrong does not touch the answer (media-and-messaging.md, "vmboxes" 8).
 */
export function updateLamps(context: AccountContext, boxes: readonly Document[]): void {
  for (const box of boxes) {
    updateLamp(context, box).catch((error: unknown) => {
      context.services.log.warn({ err: error, request_id: context.requestId }, 'message waiting not updated')
    })
  }
}

async function updateLamp(context: AccountContext, box: Document): Promise<void> {
  const counts = await countFolders(context, box.id)
  context.services.switch.updateMessageWaiting({
    to: `${mailboxNumber(box)}@${context.account.realm}`,
    messagesNew: counts.new,
    messagesSaved: counts.saved,
  })
}

/** As `updateLamps`, for boxes by id; those that are not there are left out. */
export function updateLampsById(context: AccountContext, ids: readonly string[]): void {
  context.services.documents
    .findMany(context.db, [...new Set(ids)])
    .then((boxes) => {
      updateLamps(context, boxes)
    })
    .catch((error: unknown) => {
      context.services.log.warn({ err: error, request_id: context.requestId }, 'message waiting not updated')
    })
}
