import { staleViews } from '../../documents/rebuild.ts'
import { checkDerived } from '../../doctor/derived.ts'
import type { Services } from '../../modules/declaration/services.ts'
import type { StoredDocument } from '../../store/port.ts'
import type { MaintenanceIo } from '../registry.ts'
import { pagesOf, type Walk } from '../walk.ts'

type Needs = Pick<Services, 'documents'>

/** Compares listings and unique values of documents with them, soft-deleted ones included, and puts them right; says what was wrong. */
export async function checkDocuments(
  services: Needs,
  io: MaintenanceIo,
  walk: Walk & { readonly db: string },
): Promise<void> {
  for await (const page of pagesOf(services.documents, walk)) await check(services, io, walk.db, page)
}

/** As `checkDocuments`, of one document. */
export async function checkDocument(
  services: Needs,
  io: MaintenanceIo,
  db: string,
  id: string,
): Promise<void> {
  const stored = await services.documents.store.get(db, id)
  if (stored) await check(services, io, db, [stored])
}

async function check(
  { documents }: Needs,
  io: MaintenanceIo,
  db: string,
  page: readonly StoredDocument[],
): Promise<void> {
  const pending = new Set((await staleViews(documents)).keys())
  const found = await documents.store.belongings(
    db,
    page.map(({ id }) => id),
  )
  for (const stored of page) {
    const belongings = found.get(stored.id)
    // What went away meanwhile needs no care.
    if (!belongings) continue
    await checkDerived(documents, { stored, belongings }, pending, true, ({ message, repaired }) => {
      io.print(`    ${stored.type} ${stored.id}: ${message}${repaired ? '; put right' : ''}`)
    })
  }
}
