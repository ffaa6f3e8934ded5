import { systemAuthor } from '../../documents/author.ts'
import type { Change } from '../../documents/changes.ts'
import { toInteger } from '../../documents/coercion.ts'
import type { Document } from '../../documents/document.ts'
import { modbId } from '../../documents/gregorian.ts'
import { newModbId } from '../../documents/identifiers.ts'
import { accountDatabaseName } from '../../documents/write-plan.ts'
import { eachDocument } from '../../documents/walk.ts'
import { failed } from '../../failures.ts'
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../json.ts'
import { copyAttachments } from '../../modules/declaration/attachments.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { boxType } from '../../modules/vmboxes/box.ts'
import { asFolder, messageType } from '../../modules/vmboxes/message.ts'
import { persistently } from '../persistently.ts'
import type { MaintenanceIo } from '../registry.ts'

/** The `pvt_type` of sounds that callers left, when their messages stood in their boxes. */
export const privateMediaType = 'private_media'

/**
 * Makes documents of the messages that stand in the boxes of an account themselves, as those of an earlier installation
 * do, with the sounds they name; says how many boxes had such messages (media-and-messaging.md, "vmboxes" 4).
 */
export async function migrateBoxes(
  { documents }: Pick<Services, 'documents'>,
  io: MaintenanceIo,
  accountId: string,
): Promise<void> {
  const ids: string[] = []
  let total = 0
  for await (const box of eachDocument(documents.store, { db: accountId, type: boxType })) {
    total += 1
    if (messagesIn(box).length > 0) ids.push(box.id)
  }
  if (total === 0) return
  io.print(`migrating ${String(ids.length)} out of ${String(total)} boxes`)
  let updated = 0
  for (const id of ids) if (await migrateBox({ documents }, io, accountId, id)) updated += 1
  if (ids.length > 0) io.print(`  updated ${String(updated)} boxes in ${accountDatabaseName(accountId)}`)
}

/** Messages that stand in a box, with the sounds they name. */
export function messagesIn(box: Document): readonly JsonObject[] {
  const { messages } = box.body
  return isJsonList(messages) ? messages.filter(isJsonObject) : []
}

async function migrateBox(
  { documents }: Pick<Services, 'documents'>,
  io: MaintenanceIo,
  db: string,
  id: string,
): Promise<boolean> {
  let silent: readonly JsonObject[] = []
  const written = await persistently(async () => {
    const box = await documents.load(db, id, boxType)
    if (failed(box)) return box
    const changes: Change[] = []
    const kept: JsonObject[] = []
    for (const message of messagesIn(box)) {
      const media = await documents.find(db, textOf(message['media_id']) ?? '')
      if (media?.type === privateMediaType) changes.push(...(await moved({ documents }, box, message, media)))
      else kept.push(message)
    }
    silent = kept
    if (changes.length === 0) return []
    const { messages: _moved, ...body } = box.body
    const change = { change: 'replace', document: box } as const
    changes.push({ ...change, body: kept.length > 0 ? { ...body, messages: kept } : body })
    return await documents.write(changes, systemAuthor)
  })
  for (const { media_id: sound } of silent)
    io.print(`  message ${textOf(sound) ?? 'without media_id'} stays in box ${id}: its sound is not there`)
  if (failed(written)) io.print(`  failed to update box ${id}: it changes too often`)
  return !failed(written) && written.length > 0
}

/** The changes that make a document of a message, with its sound, in place of the document that only had the sound. */
async function moved(
  { documents }: Pick<Services, 'documents'>,
  box: Document,
  message: JsonObject,
  media: Document,
): Promise<readonly Change[]> {
  const { db } = box
  const timestamp = toInteger(message['timestamp']) ?? media.created
  const id = await freeId({ documents }, db, timestamp, media.id)
  const metadata = { ...message, media_id: id, timestamp, folder: asFolder(message['folder']) ?? 'new' }
  const body = {
    description: 'voicemail message',
    streamable: true,
    ...media.body,
    source_type: 'voicemail',
    source_id: box.id,
    media_source: 'recording',
    utc_seconds: timestamp,
    metadata,
  }
  const attachments = await documents.attachments(db, media.id)
  return [
    { change: 'create', db, id, type: messageType, created: timestamp, body },
    ...copyAttachments(attachments, db, id),
    { change: 'erase', document: media },
  ]
}

/** The id of the sound behind its month, so that others find it, or a new one. */
async function freeId(
  { documents }: Pick<Services, 'documents'>,
  db: string,
  timestamp: number,
  mediaId: string,
): Promise<string> {
  const id = modbId(timestamp, mediaId)
  const isFree = /^[0-9a-f]{32}$/.test(mediaId) && !(await documents.store.get(db, id))
  return isFree ? id : newModbId(timestamp)
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
