import type { Readable } from 'node:stream'
import type { Change } from '../../documents/changes.ts'
import type { Document } from '../../documents/document.ts'
import type { Documents } from '../../documents/documents.ts'
import { randomHex } from '../../documents/identifiers.ts'
import { invalidField, type Failure } from '../../failures.ts'
import type { Blobs } from '../../outside/blobs/port.ts'
import type { Attachment } from '../../store/port.ts'
import type { Context, Upload } from './context.ts'
import { extensionOf } from './file-extensions.ts'
import type { BinaryResult } from './results.ts'

/** Longest name an attachment is kept under, in characters. */
const longestName = 255

/**
 * Name an uploaded file is kept under: its own without spaces, random when it has none, with
 * the extension of its type when it has none (media-and-messaging.md, "Attachment naming").
 * Separators of paths and control characters become underscores.
 */
export function attachmentName(filename: string, contentType: string): string {
  const plain = filename
    .replaceAll(' ', '')
    // eslint-disable-next-line no-control-regex -- these are what has to go
    .replaceAll(/[\u0000-\u001f\u007f/\\]/g, '_')
    .slice(0, longestName)
  const name = plain === '' ? randomHex(16) : plain
  const extension = extensionOf(contentType)
  return name.includes('.') || extension === undefined ? name : `${name}.${extension}`
}

/**
 * The one file of a request that takes exactly one (core.md §23): fails with `required` at `path`
 * when there is none, with `maxItems` when there are several.
 */
export function singleUpload(context: Context, path = 'file'): Upload | Failure {
  return (
    optionalUpload(context, path) ?? invalidField(path, 'required', { message: 'A file has to be uploaded' })
  )
}

/** The file of a request that takes one at most; `undefined` without one. Fails with `maxItems` at `path`. */
export function optionalUpload(context: Context, path = 'file'): Upload | undefined | Failure {
  const { files } = context.body
  if (files.length <= 1) return files[0]
  return invalidField(path, 'maxItems', { message: 'Only one file can be taken', target: 1 })
}

/** Content in the blob store, on its way to a document. */
export type Content = Pick<Upload, 'contentType' | 'bytes' | 'digest'>

/** Attaches content to a document; the change that creates the document may stand in the same write. */
export function attach(db: string, id: string, name: string, content: Content): Change {
  const { contentType, bytes, digest } = content
  return { change: 'attach', attachment: { db, id, name, contentType, bytes, digest } }
}

/** Attaches an uploaded file under its own name. */
export function attachUpload(db: string, id: string, upload: Upload): Change {
  return attach(db, id, attachmentName(upload.filename, upload.contentType), upload)
}

/** Removes all attachments of a document; their content goes when nothing else refers to it. */
export async function detachAll(documents: Documents, document: Document): Promise<readonly Change[]> {
  const { db, id } = document
  const attachments = await documents.attachments(db, id)
  return attachments.map(({ name }) => ({ change: 'detach', db, id, name }))
}

/** Gives the copies of a document, `to`, the attachments it has itself. */
export function copyAttachments(
  attachments: readonly Attachment[],
  db: string,
  to: string,
): readonly Change[] {
  return attachments.map((attachment) => attach(db, to, attachment.name, attachment))
}

/** What a download is called, and how a client is to take it. */
export type DownloadOptions = Pick<BinaryResult, 'filename' | 'disposition' | 'etag' | 'headers'>

/** Answers with an attachment's bytes, whole or in a range (core.md §23), under its own name unless `options` has one. */
export function download(blobs: Blobs, attachment: Attachment, options: DownloadOptions = {}): BinaryResult {
  return {
    result: 'binary',
    contentType: attachment.contentType,
    bytes: attachment.bytes,
    filename: attachment.name,
    ...options,
    open: (range) => openContent(blobs, attachment.digest, range),
  }
}

/** Opens content that an attachment refers to. Rejects when it is not there: content is lost, which is a fault. */
export async function openContent(
  blobs: Blobs,
  digest: string,
  range?: { readonly start: number; readonly end: number },
): Promise<Readable> {
  const content = await blobs.open(digest, range)
  if (!content) throw new Error(`content ${digest} is not in the blob store`)
  return content
}
