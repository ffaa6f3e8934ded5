import type { Document } from '../../documents/document.ts'
import { failed, type Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import { ownTimezone, userTimezone } from '../declaration/timezones.ts'

/** The `pvt_type` of voicemail boxes. */
export const boxType = 'vmbox'

/** A box of the account by id; otherwise 404 `bad_identifier`. */
export function loadBox(context: AccountContext, id = context.arg('id')): Promise<Document | Failure> {
  return context.services.documents.load(context.db, id, boxType)
}

/** Boxes by id, in that order; 404 `bad_identifier` for the first that is not there. */
export async function loadBoxes(
  context: AccountContext,
  ids: readonly string[],
): Promise<readonly Document[] | Failure> {
  const boxes: Document[] = []
  for (const id of ids) {
    const box = await loadBox(context, id)
    if (failed(box)) return box
    boxes.push(box)
  }
  return boxes
}

/** The number a caller dials to reach a box. */
export function mailboxNumber(box: Document): string {
  const { mailbox } = box.body
  return typeof mailbox === 'string' ? mailbox : ''
}

/** Timezone of a box: its own, else its owner's, else the account's (media-and-messaging.md, "vmboxes" 5). */
export async function boxTimezone(context: AccountContext, box: Document): Promise<string> {
  const own = ownTimezone(box.body['timezone'])
  if (own !== undefined) return own
  const { owner_id: owner } = box.body
  return await userTimezone(context.services, context.account, typeof owner === 'string' ? owner : undefined)
}

/** What clients see of a box whose messages, from before they were documents of their own, lie in it. */
export function withoutMessages(box: Document): JsonObject | undefined {
  if (box.body['messages'] === undefined) return undefined
  const { messages: _hidden, ...shown } = box.shown
  return shown
}
