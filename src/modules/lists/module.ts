import { crud } from '../declaration/crud.ts'
import { cardOperations } from './card.ts'
import { embeddedEntries, entries, listType } from './entries.ts'
import { removal, removeEntries } from './removal.ts'

/** Lists of numbers, patterns and people: for matching callers, and as phone books (accounts-and-pbx.md, "lists"). */
export default crud({
  name: 'lists',
  type: listType,
  schema: 'lists',
  noun: 'list',
  listing: {
    version: 1,
    key: (list) => list.id,
    entry: ['name', 'description', 'list_type'],
  },
  views: [embeddedEntries],
  also: async (context, { id, draft }) => (draft ? [] : (await removal(context, id)).changes),
  parts: [entries],
  operations: [removeEntries, ...cardOperations],
})
