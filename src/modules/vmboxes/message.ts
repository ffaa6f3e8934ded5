import type { Document, DocumentFacts } from '../../documents/document.ts'
import type { DocumentType, Emission, View } from '../../documents/types.ts'
import { badIdentifier, failed, invalidField, type Failure } from '../../failures.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import { isExpired, retained, retentionLimit } from './retention.ts'

/** The `pvt_type` of messages. */
export const messageType = 'mailbox_message'

/** Where messages of a box lie. `deleted` is a folder too: messages in it can be taken out again. */
export const folders = ['new', 'saved', 'deleted'] as const
export type Folder = (typeof folders)[number]

/** A folder a client names, or `undefined`. */
export function asFolder(value: Json | undefined): Folder | undefined {
  return folders.find((folder) => folder === value)
}

/** Messages by box, key `[box, timestamp]`. */
export const byMailbox = 'mailbox_messages/listing_by_mailbox'
/** Messages of all boxes, key `[timestamp, box]`. */
export const byTimestamp = 'mailbox_messages/listing_by_timestamp'
/** For counting, key `[box, folder, timestamp]`. */
export const byFolder = 'mailbox_messages/count_per_box_folder'

/** Voicemail messages: monthly documents, listed by box and by time (media-and-messaging.md, "vmboxes" 4). */
export const messageDocuments: DocumentType = {
  type: messageType,
  views: [
    view(byMailbox, (message, { source, timestamp }) => ({
      key: [source, timestamp],
      value: summary(message),
    })),
    view(byTimestamp, (message, { source, timestamp }) => ({
      key: [timestamp, source],
      value: summary(message),
    })),
    view(byFolder, (_message, { source, timestamp, folder }) => ({
      key: [source, folder, timestamp],
      value: null,
    })),
  ],
}

interface Place {
  readonly source: Json
  readonly timestamp: Json
  readonly folder: Json
}

function view(name: string, emit: (message: DocumentFacts, place: Place) => Emission): View {
  return {
    name,
    version: 1,
    emit: (message) => {
      const { timestamp = null, folder = null } = storedMetadata(message)
      return [emit(message, { source: message.body['source_id'] ?? null, timestamp, folder })]
    },
  }
}

const summarised = [
  'timestamp',
  'from',
  'to',
  'caller_id_number',
  'caller_id_name',
  'call_id',
  'folder',
  'length',
  'media_id',
] as const

function summary(message: DocumentFacts): JsonObject {
  const metadata = storedMetadata(message)
  const { transcription } = message.body
  return {
    ...Object.fromEntries(summarised.map((field) => [field, metadata[field]])),
    ...(isJsonObject(transcription) && { transcribed: transcription['result'] === 'success' }),
  }
}

function storedMetadata(message: Pick<DocumentFacts, 'body'>): JsonObject {
  const { metadata } = message.body
  return isJsonObject(metadata) ? metadata : {}
}

/** What clients see of a message: its metadata, and its transcription if there is one. */
export function metadataOf(message: Document): JsonObject {
  const { transcription } = message.body
  return { ...storedMetadata(message), ...(isJsonObject(transcription) && { transcription }) }
}

/** As `metadataOf`, marked as deleted when it was left before `limit` (Gregorian seconds). */
export function shownMetadata(message: Document, limit: number): JsonObject {
  return retained(metadataOf(message), limit)
}

/** Public fields of a message with some of its metadata changed. */
export function withMetadata(message: Document, changed: JsonObject): JsonObject {
  return { ...message.body, metadata: { ...storedMetadata(message), ...changed } }
}

/** A message of the box in the path; otherwise 404 `bad_identifier`, also when it lies in another box. */
export async function loadMessage(context: AccountContext, id: string): Promise<Document | Failure> {
  const message = await context.services.documents.load(context.db, id, messageType)
  if (failed(message)) return message
  return belongsTo(message, context.arg('id')) ? message : badIdentifier(id)
}

/** Whether a message lies in a box. */
export function belongsTo(message: Document, box: string): boolean {
  return message.type === messageType && message.body['source_id'] === box
}

/** Fails with 400 when a message is older than messages are kept: the key is its id (media-and-messaging.md, "vmboxes" 6). */
export function expiryFailure(context: AccountContext, message: Document): Failure | undefined {
  const limit = retentionLimit(context)
  if (!isExpired(metadataOf(message), limit)) return undefined
  return invalidField(message.id, 'date_range', {
    message: 'Messages older than they are kept cannot be changed',
    cause: limit,
  })
}
