import type { Attachment, StoredDocument } from '../../store/port.ts'
import { isJsonObject, type JsonObject } from '../../json.ts'
import { MovingRefused } from '../terms.ts'

/*
 * An exported account: one JSON object a line. The first is the header; then come documents, each followed by its
 * attachments, and those by their content in base64, a piece a line. The last line has the counts, and the SHA-256 of
 * all lines before it with their ends.
 */

/** What this version writes; it reads nothing newer. */
export const formatVersion = 1

/** Bytes of content in one line. */
export const pieceBytes = 48 * 1024

/** The first line. */
export interface Header {
  readonly id: string
  readonly name: string
  readonly realm: string
  /** Tells whether credentials can be used by another installation: the fingerprint of the secret they were made with. */
  readonly secret: string | undefined
}

/** Counts of the last line. */
export interface Trailer {
  readonly documents: number
  readonly attachments: number
  /** Bytes of all content. */
  readonly bytes: number
  readonly sha256: string
}

/** The header's line. */
export function headerLine({ id, name, realm, secret }: Header, version: string, documents: number): string {
  const account = { id, name, realm }
  return line({ crossbar: 'account', format: formatVersion, version, account, secret, documents })
}

/** Reads the first line; tells what is wrong with it. */
export function readHeader(value: unknown, file: string): Header | MovingRefused {
  if (!isJsonObject(value) || value['crossbar'] !== 'account')
    return new MovingRefused(`${file} is no exported account; one of CouchDB takes --couchdb`)
  const { format, account, secret } = value
  if (typeof format !== 'number' || format > formatVersion)
    return new MovingRefused(`${file} was written by a newer version: upgrade the program`)
  const { id, name, realm } = isJsonObject(account) ? account : {}
  if (typeof id !== 'string' || !/^[0-9a-f]{32}$/.test(id))
    return new MovingRefused(`${file} does not say which account it holds`)
  return {
    id,
    name: typeof name === 'string' ? name : '',
    realm: typeof realm === 'string' ? realm : '',
    secret: typeof secret === 'string' ? secret : undefined,
  }
}

/** A document's line; its fields are put in as they are stored. */
export function documentLine(stored: StoredDocument): string {
  const { db, id, type, rev, created, modified, deleted, body, hidden } = stored
  const head = JSON.stringify({ db, id, type, rev, created, modified, deleted })
  return `{"document":${head.slice(0, -1)},"public":${body},"private":${hidden}}}\n`
}

/** Reads what a document's line says; `undefined` when it is none. */
export function readDocument(value: JsonObject): StoredDocument | undefined {
  const { db, id, type, rev, created, modified, deleted } = value
  const { public: body, private: hidden } = value
  if (typeof db !== 'string' || typeof id !== 'string' || typeof type !== 'string' || typeof rev !== 'string')
    return undefined
  // Numbers that are not safe cannot be read from SQLite again.
  if (!Number.isSafeInteger(created) || !Number.isSafeInteger(modified)) return undefined
  if (typeof created !== 'number' || typeof modified !== 'number' || typeof deleted !== 'boolean')
    return undefined
  if (!isJsonObject(body) || !isJsonObject(hidden)) return undefined
  const texts = { body: JSON.stringify(body), hidden: JSON.stringify(hidden) }
  return { db, id, type, rev, created, modified, deleted, ...texts }
}

/** An attachment's line. */
export function attachmentLine({ name, contentType, bytes, digest, created }: Attachment): string {
  return line({ attachment: { name, content_type: contentType, bytes, sha256: digest, created } })
}

/** Reads what an attachment's line says; `undefined` when it is none. */
export function readAttachment(value: JsonObject): Omit<Attachment, 'db' | 'id'> | undefined {
  const { name, content_type: contentType, bytes, sha256: digest, created } = value
  if (typeof name !== 'string' || typeof contentType !== 'string' || typeof digest !== 'string')
    return undefined
  if (typeof bytes !== 'number' || typeof created !== 'number') return undefined
  if (!Number.isSafeInteger(bytes) || !Number.isSafeInteger(created)) return undefined
  return { name, contentType, bytes, digest, created }
}

/** The line of a piece of content. */
export function pieceLine(piece: Uint8Array): string {
  return line({ bytes: Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('base64') })
}

/** The last line. */
export function trailerLine(trailer: Trailer): string {
  return line({ end: { ...trailer } })
}

/** Reads the last line; `undefined` when it is none. */
export function readTrailer(value: unknown): Trailer | undefined {
  const end = isJsonObject(value) ? value['end'] : undefined
  if (!isJsonObject(end)) return undefined
  const { documents, attachments, bytes, sha256 } = end
  if (typeof documents !== 'number' || typeof attachments !== 'number') return undefined
  if (typeof bytes !== 'number' || typeof sha256 !== 'string') return undefined
  return { documents, attachments, bytes, sha256 }
}

function line(value: JsonObject): string {
  return `${JSON.stringify(value)}\n`
}
