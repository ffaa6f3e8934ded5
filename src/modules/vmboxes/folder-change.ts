import { Document } from '../../documents/document.ts'
import type { Failure } from '../../failures.ts'
import type { AccountContext } from '../declaration/context.ts'
import { metadataOf, withMetadata, type Folder } from './message.ts'

/** Puts a message into a folder of its box. Fails with a conflict when it changed meanwhile. */
export async function changeFolder(
  context: AccountContext,
  message: Document,
  folder: Folder,
): Promise<Document | Failure> {
  if (metadataOf(message)['folder'] === folder) return message
  return await context.services.documents.writeOne(
    { change: 'replace', document: message, body: withMetadata(message, { folder }) },
    context.author,
  )
}

/** A message on its way out: it lies in the folder `deleted` when it is soft-deleted. */
export function inDeletedFolder(message: Document): Document {
  return new Document({
    ...message.stored,
    body: JSON.stringify(withMetadata(message, { folder: 'deleted' })),
  })
}
