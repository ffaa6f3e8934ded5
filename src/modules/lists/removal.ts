import { encodeKey } from '../../documents/collation.ts'
import type { Change } from '../../documents/changes.ts'
import { Document } from '../../documents/document.ts'
import { rowPages } from '../../documents/walk.ts'
import { failed } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import { inAccount } from '../declaration/module.ts'
import { dataResult, intent, type Outcome } from '../declaration/results.ts'
import { entryType, loadList, rawRow, rowsOf } from './entries.ts'

/** All entries of a list at once; the answer is the rows that were removed (accounts-and-pbx.md, "lists" 8). */
export const removeEntries = inAccount('DELETE', '{id}/entries', {
  summary: 'Removes all entries of a list',
  handle: async (context): Promise<Outcome> => {
    const list = await loadList(context)
    if (failed(list)) return list
    return intent(async () => {
      const { rows, changes } = await removal(context, list.id)
      const { entries, ...body } = list.body
      const embedded: readonly Change[] =
        entries === undefined ? [] : [{ change: 'replace', document: list, body }]
      const written = await context.services.documents.write([...changes, ...embedded], context.author)
      return failed(written) ? written : dataResult(rows)
    })
  },
})

/** What removes the entries of a list for good, and their rows. */
export async function removal(
  context: AccountContext,
  listId: string,
): Promise<{ readonly rows: readonly JsonObject[]; readonly changes: readonly Change[] }> {
  const { view } = rowsOf(listId)
  const rows: JsonObject[] = []
  const changes: Change[] = []
  const ofList = {
    db: context.db,
    view,
    low: encodeKey([listId]),
    high: encodeKey([listId, {}]),
    descending: true,
    documents: true,
  }
  for await (const page of rowPages(context.services.documents, ofList))
    for (const row of page) {
      rows.push(rawRow(row, listId))
      if (row.document?.type === entryType)
        changes.push({ change: 'erase', document: new Document(row.document) })
    }
  return { rows, changes }
}
