import type { Document } from '../../documents/document.ts'
import { pick, type View } from '../../documents/types.ts'
import type { Failure } from '../../failures.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import type { ViewRow } from '../../store/port.ts'
import type { AccountContext } from '../declaration/context.ts'
import { viewName } from '../declaration/crud.ts'
import type { Crud } from '../declaration/crud-declaration.ts'
import type { ListingOptions } from '../declaration/listing.ts'

/** The `pvt_type` of lists, and of their entries. */
export const listType = 'list'
export const entryType = 'list_entry'

/** The name under which entries are listed. */
const name = 'list_entries'

/** Public fields a row shows. */
const shownFields = [
  'capture_group_key',
  'capture_group_length',
  'name',
  'number',
  'pattern',
  'prefix',
  'regexp',
  'type',
]

/** The entries of lists, each a document of its own (accounts-and-pbx.md, "lists"). */
export const entries: Crud = {
  name,
  type: entryType,
  schema: 'list_entries',
  noun: 'list entry',
  within: { path: '{id}/entries', owner: listType, parameter: 'entry_id', plural: 'entries of a list' },
  listing: {
    version: 1,
    key: ({ body }) => [body['list_id'] ?? null],
    entry: shownFields,
    scope: (context) => rowsOf(context.arg('id')),
  },
  prepare: (context, { body }, existing) => ({
    body: existing ? body : { ...body, list_id: context.arg('id') },
  }),
  // A list that is deleted meanwhile must not leave entries behind.
  also: (context, { existing }) =>
    existing ? [] : [{ change: 'require', db: context.db, id: context.arg('id') }],
}

/** Lists of the first version hold their entries themselves, by capture group (accounts-and-pbx.md, "lists" 4, 11). */
export const embeddedEntries: View = {
  name: viewName({ name }),
  version: 1,
  emit: ({ id, body }) => {
    const { entries: embedded, length } = body
    if (!isJsonObject(embedded)) return []
    return Object.entries(embedded).map(([group, entry]) => ({
      key: [id, group],
      value: { id, ...(isJsonObject(entry) ? rowOfEmbedded(entry) : {}), ...grouped(group, length) },
    }))
  },
}

function rowOfEmbedded(entry: JsonObject): JsonObject {
  const row = pick(entry, ['pattern', 'prefix', 'regexp', 'type'])
  const label = entry['cid_name'] ?? entry['name']
  const number = entry['cid_number'] ?? entry['number']
  return {
    ...row,
    ...(label !== undefined && { name: label }),
    ...(number !== undefined && { number }),
  }
}

function grouped(group: string, length: Json | undefined): JsonObject {
  return { capture_group_key: group, ...(length !== undefined && { capture_group_length: length }) }
}

/** The rows of one list's entries, as they stand in the view (accounts-and-pbx.md, "lists" 4). */
export function rowsOf(
  listId: string,
): Pick<ListingOptions, 'low' | 'high' | 'map'> & { readonly view: string } {
  return {
    view: viewName({ name }),
    low: [listId],
    high: [listId, {}],
    map: (rows) => rows.map((row) => JSON.stringify(rawRow(row, listId))),
  }
}

/** A row as a client sees it: id of the entry, id of the list, the summary. */
export function rawRow({ id, value }: ViewRow, listId: string): JsonObject {
  const { id: _document, ...summary } = JSON.parse(value) as JsonObject
  return { id, key: listId, value: summary }
}

/** The list that the path names. */
export function loadList(context: AccountContext): Promise<Document | Failure> {
  return context.services.documents.load(context.db, context.arg('id'), listType)
}

/** The entry that the path names. */
export function loadEntry(context: AccountContext): Promise<Document | Failure> {
  return context.services.documents.load(context.db, context.arg('entry_id'), entryType)
}
