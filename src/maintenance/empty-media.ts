import { systemAuthor } from '../documents/author.ts'
import type { Document } from '../documents/document.ts'
import { documentPages, eachDocument } from '../documents/walk.ts'
import { failed } from '../failures.ts'
import type { Services } from '../modules/declaration/services.ts'
import { mediaType, systemMediaDb } from '../modules/media/media-documents.ts'
import { databaseId } from './database-id.ts'
import { type MaintenanceFunction, type MaintenanceIo, NoReturn, Refused } from './registry.ts'
import { ok } from './terms.ts'

type Needs = Pick<Services, 'documents'>

/** `kazoo_media_maintenance remove_empty_media_docs [ACCOUNT]` (auth-and-system.md, "other modules worth offering"). */
export const removeEmptyMediaDocs: MaintenanceFunction<Services> = {
  args: '[ACCOUNT]',
  summary: 'Removes media of an account, or prompts of the system, that have no content',
  run: async ([account], io, services) => {
    if (account === undefined) {
      await removeOfSystem(services, io)
      return new NoReturn()
    }
    const id = databaseId(account)
    if (!(await services.accounts.find(id))) return new Refused(`there is no account ${account}`)
    await removeOfAccount(services, io, id)
    return ok
  },
}

async function removeOfSystem({ documents }: Needs, io: MaintenanceIo): Promise<void> {
  for await (const media of eachDocument(documents.store, { db: systemMediaDb, type: mediaType })) {
    if (!(await isEmpty({ documents }, media))) continue
    io.print(`media document ${media.id} has no attachments, removing`)
    await remove({ documents }, io, media)
  }
}

async function removeOfAccount({ documents }: Needs, io: MaintenanceIo, db: string): Promise<void> {
  let count = 0
  for await (const page of documentPages(documents.store, { db, type: mediaType }))
    count += page.filter(({ deleted }) => !deleted).length
  if (count === 0) {
    io.print(`no media docs in account ${db}`)
    return
  }
  io.print(`found ${String(count)} media docs in account ${db}`)
  for await (const media of eachDocument(documents.store, { db, type: mediaType })) {
    if (!(await isEmpty({ documents }, media))) {
      io.print(`media doc ${media.id} has attachments, leaving alone`)
      continue
    }
    io.print(`media doc ${media.id} has no attachments, removing`)
    if (await remove({ documents }, io, media)) io.print(`removed media doc ${media.id}`)
  }
  io.print(`finished cleaning up empty media docs for account ${db}`)
}

/** Spoken media are made when they are heard. */
async function isEmpty({ documents }: Needs, { db, id, body }: Document): Promise<boolean> {
  return body['media_source'] !== 'tts' && (await documents.attachments(db, id)).length === 0
}

async function remove({ documents }: Needs, io: MaintenanceIo, media: Document): Promise<boolean> {
  const done = await documents.write([{ change: 'delete', document: media }], systemAuthor)
  if (failed(done)) io.print(`media doc ${media.id} changed meanwhile, kept`)
  return !failed(done)
}
