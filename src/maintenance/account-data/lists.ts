import { systemAuthor } from '../../documents/author.ts'
import type { Change } from '../../documents/changes.ts'
import { toInteger } from '../../documents/coercion.ts'
import type { Document } from '../../documents/document.ts'
import { eachDocument } from '../../documents/walk.ts'
import { failed } from '../../failures.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { entryType, listType } from '../../modules/lists/entries.ts'
import { persistently } from '../persistently.ts'
import type { MaintenanceIo } from '../registry.ts'

/** Fields of entries that the first versions of lists had, and the present one does not. */
const formerFields = new Set(['cid_name', 'cid_number', 'cid_key', 'length', 'list_entry_old_id'])

/**
 * Makes documents of the entries that stand in the lists of an account themselves, and gives entries of an earlier form
 * the fields of the present one (accounts-and-pbx.md, "lists" 11).
 */
export async function migrateLists(
  { documents }: Pick<Services, 'documents'>,
  io: MaintenanceIo,
  accountId: string,
): Promise<void> {
  for await (const { id, body } of eachDocument(documents.store, { db: accountId, type: listType }))
    if (body['entries'] !== undefined) await migrateList({ documents }, io, accountId, id)
  for await (const entry of eachDocument(documents.store, { db: accountId, type: entryType }))
    if (isFormer(entry)) await migrateEntry({ documents }, io, entry)
}

async function migrateList(
  { documents }: Pick<Services, 'documents'>,
  io: MaintenanceIo,
  db: string,
  id: string,
): Promise<void> {
  let count = 0
  const written = await persistently(async () => {
    const list = await documents.load(db, id, listType)
    if (failed(list)) return list
    const { entries, ...body } = list.body
    const embedded = isJsonObject(entries) ? Object.entries(entries) : []
    count = embedded.length
    const made = embedded.map(([group, entry]): Change => {
      const fields = isJsonObject(entry) ? entry : {}
      return { change: 'create', db, type: entryType, body: presentForm(fields, list, group) }
    })
    return await documents.write([...made, { change: 'replace', document: list, body }], systemAuthor)
  })
  io.print(
    failed(written)
      ? `  failed to migrate list ${id}: it changes too often`
      : `  migrated ${String(count)} entries of list ${id}`,
  )
}

async function migrateEntry(
  { documents }: Pick<Services, 'documents'>,
  io: MaintenanceIo,
  { db, id }: Document,
): Promise<void> {
  const written = await persistently(async () => {
    const entry = await documents.load(db, id, entryType)
    if (failed(entry)) return entry
    const listId = entry.body['list_id']
    const list = typeof listId === 'string' ? await documents.find(db, listId) : undefined
    const body = presentForm(entry.body, list, undefined)
    return await documents.writeOne({ change: 'replace', document: entry, body }, systemAuthor)
  })
  io.print(
    failed(written)
      ? `  failed to migrate list entry ${id}: it changes too often`
      : `  migrated list entry ${id}`,
  )
}

function isFormer({ body }: Document): boolean {
  return Object.keys(body).some((name) => formerFields.has(name))
}

function presentForm(entry: JsonObject, list: Document | undefined, group: string | undefined): JsonObject {
  const kept = Object.entries(entry).filter(([name]) => !formerFields.has(name))
  const ofList = list?.body ?? {}
  const length = toInteger(
    first(entry['capture_group_length'], ofList['capture_group_length'], ofList['length'], entry['length']),
  )
  const fields = {
    name: first(entry['cid_name'], entry['name']),
    number: first(entry['cid_number'], entry['number']),
    capture_group_key: first(entry['capture_group_key'], entry['cid_key'], entry['list_entry_old_id'], group),
    capture_group_length: length,
    list_id: list?.id ?? entry['list_id'],
  }
  return Object.fromEntries([...kept, ...Object.entries(fields).filter(([, value]) => value !== undefined)])
}

function first(...values: readonly (Json | undefined)[]): Json | undefined {
  return values.find((value) => value !== undefined && value !== null)
}
