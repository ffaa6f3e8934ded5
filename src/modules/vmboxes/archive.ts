import { Readable } from 'node:stream'
import { toDate } from '../../documents/gregorian.ts'
import { failed, systemError, type Failure } from '../../failures.ts'
import type { Attachment } from '../../store/port.ts'
import type { Blobs } from '../../outside/blobs/port.ts'
import { ZipFile } from 'yazl'
import { openContent } from '../declaration/attachments.ts'
import type { AccountContext } from '../declaration/context.ts'
import type { BinaryResult } from '../declaration/results.ts'
import { boxTimezone, loadBox } from './box.ts'
import { messageIds } from './change-messages.ts'
import { belongsTo, metadataOf } from './message.ts'
import { audioName, audioOf } from './raw.ts'

/** A file of the archive. */
interface Entry {
  readonly name: string
  readonly attachment: Attachment
  /** Gregorian seconds. */
  readonly time: number
}

/** POST on the sound of several messages: one ZIP file, made while it is sent (media-and-messaging.md, "vmboxes" 6, 11). */
export async function archiveAudio(context: AccountContext): Promise<BinaryResult | Failure> {
  const ids = messageIds(context)
  if (failed(ids)) return ids
  const box = await loadBox(context)
  if (failed(box)) return box
  const entries = await entriesOf(context, ids, await boxTimezone(context, box))
  if (entries.length === 0) return systemError('not_found')
  return {
    result: 'binary',
    contentType: 'application/zip',
    filename: `${context.requestId}.zip`,
    open: () => Promise.resolve(archive(context.services.blobs, entries)),
  }
}

/** The messages of the box that have sound, in the order they were asked for. */
async function entriesOf(
  context: AccountContext,
  ids: readonly string[],
  timezone: string,
): Promise<readonly Entry[]> {
  const box = context.arg('id')
  const messages = await context.services.documents.findMany(context.db, [...new Set(ids)])
  const entries: Entry[] = []
  const names = new Map<string, number>()
  for (const message of messages) {
    if (!belongsTo(message, box)) continue
    const attachment = await audioOf(context, message)
    if (!attachment) continue
    const name = audioName(message, attachment, timezone)
    const before = names.get(name) ?? 0
    names.set(name, before + 1)
    const { timestamp } = metadataOf(message)
    entries.push({
      name: before === 0 ? name : `${String(before)}_${name}`,
      attachment,
      time: typeof timestamp === 'number' ? timestamp : message.created,
    })
  }
  return entries
}

/** Sound is packed already: it is stored as it is, one file after the other, none held whole in memory. */
function archive(blobs: Blobs, entries: readonly Entry[]): Readable {
  const zip = new ZipFile()
  const output = new Readable().wrap(zip.outputStream)
  let current: Readable | undefined
  for (const { name, attachment, time } of entries) {
    const options = { mtime: toDate(time), compress: false, size: attachment.bytes }
    zip.addReadStreamLazy(name, options, (done) => {
      openContent(blobs, attachment.digest).then(
        (content) => {
          if (output.destroyed) content.destroy()
          else done(undefined, (current = content))
        },
        (error: unknown) => output.destroy(error instanceof Error ? error : undefined),
      )
    })
  }
  zip.on('error', (error: Error) => output.destroy(error))
  // A client that goes away leaves the file that is being packed open.
  output.once('close', () => current?.destroy())
  zip.end()
  return output
}
