import { systemAuthor } from '../documents/author.ts'
import type { Documents } from '../documents/documents.ts'
import { eachDocument } from '../documents/walk.ts'
import { failed } from '../failures.ts'
import { textsIn } from '../json.ts'
import type { Services } from '../modules/declaration/services.ts'
import { databaseId } from './database-id.ts'
import { persistently } from './persistently.ts'
import { type MaintenanceFunction, type MaintenanceIo, Refused } from './registry.ts'
import { ok, printTerm } from './terms.ts'
import { accountIds } from './every-account.ts'

const callflowType = 'callflow'

/** The pattern that early installations gave to intercom calls, which also takes `*5` and a digit; and what it is to be. */
const former = String.raw`^\*5([0-9]*)$`
const present = String.raw`^\*5(|[0-9]{2,})$`

/** `callflow_maintenance update_feature_codes [ACCOUNT]` (auth-and-system.md, "other modules worth offering"). */
export const updateFeatureCodes: MaintenanceFunction<Services> = {
  args: '[ACCOUNT]',
  summary: 'Replaces a pattern of feature codes of early installations by its present form',
  run: async ([account], io, services) => {
    const { documents } = services
    if (account === undefined) {
      for (const id of await accountIds(documents)) await updateAccount(documents, io, id)
      return ok
    }
    const id = databaseId(account)
    if (!(await services.accounts.find(id))) return new Refused(`there is no account ${account}`)
    await updateAccount(documents, io, id)
    return ok
  },
}

async function updateAccount(documents: Documents, io: MaintenanceIo, accountId: string): Promise<void> {
  io.print(`${accountId} : looking through patterns...`)
  for await (const { id, body } of eachDocument(documents.store, { db: accountId, type: callflowType })) {
    const patterns = textsIn(body['patterns'])
    for (const pattern of patterns) if (pattern !== former) io.print(`skipping pattern ${printTerm(pattern)}`)
    if (patterns.includes(former)) await updateCallflow(documents, io, accountId, id)
  }
  io.print(`${accountId} : feature codes up to date`)
}

async function updateCallflow(
  documents: Documents,
  io: MaintenanceIo,
  db: string,
  id: string,
): Promise<void> {
  const written = await persistently(async () => {
    const callflow = await documents.load(db, id, callflowType)
    if (failed(callflow)) return callflow
    const patterns = textsIn(callflow.body['patterns']).map((each) => (each === former ? present : each))
    const body = { ...callflow.body, patterns }
    return await documents.writeOne({ change: 'replace', document: callflow, body }, systemAuthor)
  })
  io.print(
    failed(written)
      ? `failed to update doc ${id} with new patterns`
      : `successfully updated patterns for doc ${id} (${printTerm(former)} -> ${printTerm(present)})`,
  )
}
