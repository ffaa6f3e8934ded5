import { pick } from '../../documents/types.ts'
import { crud } from '../declaration/crud.ts'
import { pdfTypes } from '../declaration/media-groups.ts'
import { memberDocuments, shownMembers } from './members.ts'
import { printed } from './printed.ts'

/** Directories: whom callers reach by spelling a name (accounts-and-pbx.md, "directories"). */
export default crud({
  name: 'directories',
  type: 'directory',
  schema: 'directories',
  noun: 'directory',
  listing: {
    version: 1,
    key: (directory) => directory.id,
    entry: ({ body }) => ({ ...pick(body, ['name']), flags: body['flags'] ?? [] }),
  },
  documents: memberDocuments,
  // Only who reads it is told of the members; other answers have what is stored.
  show: async (context, directory) => {
    const users = context.verb === 'GET' ? await shownMembers(context, directory) : undefined
    return users && { ...directory.shown, users }
  },
  forms: Object.fromEntries(pdfTypes.map((type) => [type, printed])),
})
