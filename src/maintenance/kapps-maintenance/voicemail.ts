import { accountsDb, accountType } from '../../documents/accounts.ts'
import { systemAuthor } from '../../documents/author.ts'
import type { Documents } from '../../documents/documents.ts'
import { eachDocument } from '../../documents/walk.ts'
import { failed } from '../../failures.ts'
import { isJsonObject, type Json } from '../../json.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { privateMediaType } from '../account-data/boxes.ts'
import { databaseId } from '../database-id.ts'
import { type MaintenanceFunction, Refused } from '../registry.ts'
import { okWith, type Term } from '../terms.ts'

/** Functions of `kapps_maintenance` on voicemail (auth-and-system.md, "other modules worth offering"). */
export const voicemailFunctions: Readonly<Record<string, MaintenanceFunction<Services>>> = {
  cleanup_voicemail_media: {
    args: 'ACCOUNT',
    summary: 'Deletes sounds of an earlier installation that no document of the account mentions',
    run: async ([account = ''], _io, { documents }) => {
      const db = databaseId(account)
      const found = await documents.find(accountsDb, db)
      return found?.type === accountType
        ? await cleanUp(documents, db)
        : new Refused(`there is no account ${account}`)
    },
  },
}

/** The original looks at messages only, and removes greetings and recorded names, too. */
async function cleanUp(documents: Documents, db: string): Promise<Term> {
  const unmentioned = new Set<string>()
  for await (const { id } of eachDocument(documents.store, { db, type: privateMediaType }))
    unmentioned.add(id)
  if (unmentioned.size > 0)
    for await (const { type, body } of eachDocument(documents.store, { db }))
      if (type !== privateMediaType) for (const text of textsOf(body)) unmentioned.delete(text)
  const deleted: string[] = []
  for (const document of await documents.findMany(db, [...unmentioned])) {
    const written = await documents.write([{ change: 'delete', document }], systemAuthor)
    if (!failed(written)) deleted.push(document.id)
  }
  return okWith(deleted)
}

function* textsOf(value: Json | undefined): Generator<string> {
  if (typeof value === 'string') yield value
  else if (Array.isArray(value)) for (const item of value as readonly Json[]) yield* textsOf(item)
  else if (isJsonObject(value)) for (const member of Object.values(value)) yield* textsOf(member)
}
