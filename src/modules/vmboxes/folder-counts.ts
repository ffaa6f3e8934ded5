import { encodeKey } from '../../documents/collation.ts'
import type { AccountContext } from '../declaration/context.ts'
import { byFolder, type Folder } from './message.ts'
import { retentionLimit } from './retention.ts'

/** Messages of a box that are kept. */
export interface FolderCounts {
  readonly new: number
  readonly saved: number
}

/** Counts the new and the saved messages of a box that are within their retention, from the index alone. */
export async function countFolders(context: AccountContext, box: string): Promise<FolderCounts> {
  const [fresh, saved] = await Promise.all([countIn(context, box, 'new'), countIn(context, box, 'saved')])
  return { new: fresh, saved }
}

/** Counts a box's messages of one folder that are within their retention. */
export function countIn(context: AccountContext, box: string, folder: Folder): Promise<number> {
  return context.services.documents.store.count({
    db: context.db,
    view: byFolder,
    low: encodeKey([box, folder, retentionLimit(context)]),
    high: encodeKey([box, folder, {}]),
  })
}
