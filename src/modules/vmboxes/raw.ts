import type { Document } from '../../documents/document.ts'
import { fileTime } from '../../documents/local-time.ts'
import { badIdentifier, failed, type Failure } from '../../failures.ts'
import type { Json } from '../../json.ts'
import type { Attachment } from '../../store/port.ts'
import { detachAll, download, singleUpload } from '../declaration/attachments.ts'
import type { AccountContext, Upload } from '../declaration/context.ts'
import { dataResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import { audioChanges, audioToKeep } from './audio-files.ts'
import { boxTimezone, boxType, loadBox } from './box.ts'
import { loadMessage, metadataOf } from './message.ts'
import { updateLampsById } from './message-waiting.ts'

/** GET on the sound of a message (media-and-messaging.md, "vmboxes" 6, 11). */
export async function readAudio(context: AccountContext): Promise<Result | Failure> {
  const message = await loadMessage(context, context.arg('message_id'))
  if (failed(message)) return message
  const attachment = await audioOf(context, message)
  if (!attachment) return badIdentifier('The message has no sound')
  const box = await loadBox(context)
  if (failed(box)) return box
  const filename = audioName(message, attachment, await boxTimezone(context, box))
  return download(context.services.blobs, attachment, { filename })
}

/** PUT on the sound of a message: replaces what there is. */
export async function replaceAudio(context: AccountContext): Promise<Outcome> {
  const message = await loadMessage(context, context.arg('message_id'))
  if (failed(message)) return message
  const upload = singleUpload(context)
  if (failed(upload)) return upload
  return intent(() => storeAudio(context, message, upload), message.rev)
}

async function storeAudio(
  context: AccountContext,
  message: Document,
  upload: Upload,
): Promise<Result | Failure> {
  const { documents } = context.services
  const box = await documents.load(context.db, context.arg('id'), boxType)
  const audio = await audioToKeep(context, failed(box) ? undefined : box, upload)
  const written = await documents.write(
    [
      { change: 'replace', document: message, body: { ...message.body, ...audio.fields } },
      ...(await detachAll(documents, message)),
      ...audioChanges(context.db, message.id, audio),
    ],
    context.author,
  )
  if (failed(written)) return written
  updateLampsById(context, [context.arg('id')])
  const after = written[0] ?? message
  return dataResult(metadataOf(after), { revision: after.rev })
}

/** The sound of a message to play; `undefined` when it has none. */
export async function audioOf(context: AccountContext, message: Document): Promise<Attachment | undefined> {
  const [first] = await context.services.documents.attachments(context.db, message.id)
  return first
}

/** `4155550100_2024-10-01_09:05:07.mp3`: who called, and when on the clocks of the box. */
export function audioName(message: Document, attachment: Attachment, timezone: string): string {
  const { caller_id_number: caller, timestamp } = metadataOf(message)
  const time = fileTime(typeof timestamp === 'number' ? timestamp : message.created, timezone)
  const dot = attachment.name.lastIndexOf('.')
  return `${callerInName(caller)}_${time}${dot < 0 ? '' : attachment.name.slice(dot)}`
}

/** Callers choose their numbers: what has a meaning in names of files does not stay. */
function callerInName(caller: Json | undefined): string {
  return typeof caller === 'string' && caller !== ''
    ? caller.replaceAll(/[^\p{L}\p{N}+.@*#-]/gu, '_')
    : 'unknown'
}
