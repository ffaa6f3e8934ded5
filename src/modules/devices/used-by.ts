import { Document, type DocumentFacts } from '../../documents/document.ts'
import type { Documents } from '../../documents/documents.ts'
import { isJsonObject, valueAt } from '../../json.ts'
import { allRows } from '../declaration/all-rows.ts'
import { textAt } from './fields.ts'
import { devicesOfUser } from './summary.ts'

/** The devices that ring for a user: where somebody is logged in, that is who uses a device, else its owner. */
export async function devicesUsedBy(
  documents: Documents,
  db: string,
  userId: string,
): Promise<readonly Document[]> {
  const rows = await allRows(documents, { db, view: devicesOfUser.name, key: userId, documents: true })
  return rows.flatMap(({ document }) => {
    const device = document && new Document(document)
    return device && usersOf(device).includes(userId) ? [device] : []
  })
}

/** Who uses a device: those who are logged in there, else its owner, else nobody. */
export function usersOf({ body }: Pick<DocumentFacts, 'body'>): readonly string[] {
  const guests = valueAt(body, ['hotdesk', 'users'])
  if (isJsonObject(guests) && Object.keys(guests).length > 0) return Object.keys(guests)
  const owner = textAt(body, 'owner_id')
  return owner === undefined ? [] : [owner]
}
