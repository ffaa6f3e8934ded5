import { toInteger } from '../../documents/coercion.ts'
import type { Document } from '../../documents/document.ts'
import { now } from '../../documents/gregorian.ts'
import { newModbId, randomHex } from '../../documents/identifiers.ts'
import { isTimezone, localParts } from '../../documents/local-time.ts'
import { failed, invalid, type Failure } from '../../failures.ts'
import type { Json, JsonObject } from '../../json.ts'
import { optionalUpload } from '../declaration/attachments.ts'
import type { AccountContext, Upload } from '../declaration/context.ts'
import { publicPart } from '../declaration/crud-writes.ts'
import { documentResult, intent, type DocumentResult, type Outcome } from '../declaration/results.ts'
import { audioChanges, audioToKeep } from './audio-files.ts'
import { boxTimezone, loadBox, mailboxNumber } from './box.ts'
import { messageType, metadataOf } from './message.ts'
import { updateLamps } from './message-waiting.ts'

/** PUT on the messages of a box: a message is left, with its sound or without (media-and-messaging.md, "vmboxes" 6, 8). */
export async function createMessage(context: AccountContext): Promise<Outcome> {
  const box = await loadBox(context)
  if (failed(box)) return box
  const facts = await context.services.validator.check('vm_message_metadata', publicPart(context.data))
  if (failed(facts)) return facts
  const upload = optionalUpload(context)
  if (Object.keys(facts.errors).length > 0 || failed(upload)) {
    const more = failed(upload) && upload.detail.kind === 'validation' ? upload.detail.errors : {}
    return invalid({ ...facts.errors, ...more })
  }
  return intent(() => leaveMessage(context, box, facts.value, upload))
}

async function leaveMessage(
  context: AccountContext,
  box: Document,
  facts: JsonObject,
  upload: Upload | undefined,
): Promise<DocumentResult | Failure> {
  const timestamp = timeOf(facts['timestamp'])
  const id = newModbId(timestamp)
  const audio = upload && (await audioToKeep(context, box, upload))
  const written = await context.services.documents.write(
    [
      {
        change: 'create',
        db: context.db,
        id,
        type: messageType,
        created: timestamp,
        body: {
          name: await messageName(context, box, timestamp),
          description: 'voicemail message',
          source_type: 'voicemail',
          source_id: box.id,
          media_source: 'recording',
          streamable: true,
          utc_seconds: timestamp,
          metadata: messageMetadata(context, box, facts, { id, timestamp }),
          ...audio?.fields,
        },
      },
      ...(audio ? audioChanges(context.db, id, audio) : []),
    ],
    context.author,
  )
  if (failed(written)) return written
  const [message] = written
  if (!message) throw new Error('no message was written')
  updateLamps(context, [box])
  return documentResult(message, upload && metadataOf(message))
}

/** `mailbox 100 message 2024-10-01 9:5:7` on the clocks of the box. */
export async function messageName(
  context: AccountContext,
  box: Document,
  timestamp: number,
): Promise<string> {
  const timezone = await boxTimezone(context, box)
  const { year, month, day, hour, minute, second } = localParts(timestamp, timezone)
  const two = (value: number) => String(value).padStart(2, '0')
  const time = `${year}-${two(month)}-${two(day)} ${hour}:${minute}:${second}`
  return `mailbox ${mailboxNumber(box)} message ${time}${isTimezone(timezone) ? '' : ' UTC'}`
}

function messageMetadata(
  context: AccountContext,
  box: Document,
  facts: JsonObject,
  { id, timestamp }: { readonly id: string; readonly timestamp: number },
): JsonObject {
  const { realm } = context.account
  const anonymous = context.services.config.text('privacy', 'default_privacy_number', 'anonymous')
  const number = textOf(facts['caller_id_number']) ?? anonymous
  const from = address(textOf(facts['from']) ?? number, realm)
  const to = address(textOf(facts['to']) ?? mailboxNumber(box), realm)
  return {
    media_id: id,
    call_id: textOf(facts['call_id']) ?? randomHex(12),
    caller_id_name: textOf(facts['caller_id_name']) ?? anonymous,
    caller_id_number: number,
    ...addressFields('from', from),
    ...addressFields('to', to),
    length: facts['length'] ?? 1,
    timestamp,
    folder: facts['folder'] ?? 'new',
  }
}

/** A caller or callee with the account's realm behind it, unless it names one itself. */
export function address(user: string, realm: string): string {
  return user.includes('@') ? user : `${user}@${realm === '' ? 'nodomain' : realm}`
}

/** `to`, `to_user` and `to_realm` of an address; likewise for `from`. */
export function addressFields(field: 'from' | 'to', whole: string): JsonObject {
  const at = whole.lastIndexOf('@')
  return { [field]: whole, [`${field}_user`]: whole.slice(0, at), [`${field}_realm`]: whole.slice(at + 1) }
}

function timeOf(value: Json | undefined): number {
  const seconds = toInteger(value)
  return seconds !== undefined && seconds > 0 ? seconds : now()
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
