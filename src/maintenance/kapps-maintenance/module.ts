import { accountsDb } from '../../documents/accounts.ts'
import { systemAuthor } from '../../documents/author.ts'
import { Document } from '../../documents/document.ts'
import { failed } from '../../failures.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { databaseId } from '../database-id.ts'
import { defineMaintenance, Refused } from '../registry.ts'
import { ok } from '../terms.ts'
import { treeFunctions } from './account-tree.ts'
import { accountFunctions } from './accounts.ts'
import { aggregateFunctions } from './aggregates.ts'
import { callFunctions } from './calls.ts'
import { migrateFunctions } from './migrate.ts'
import { orphanFunctions } from './orphans.ts'
import { refreshFunctions } from './refresh.ts'
import { releaseFunctions } from './release.ts'
import { configFunctions } from './system-configs.ts'
import { voicemailFunctions } from './voicemail.ts'

/** The store and its configuration (auth-and-system.md, "other modules worth offering"). */
export const kappsMaintenance = defineMaintenance<Services>('kapps_maintenance', {
  ...refreshFunctions,
  ...migrateFunctions,
  ...releaseFunctions,
  ...configFunctions,
  ...treeFunctions,
  ...accountFunctions,
  ...aggregateFunctions,
  ...orphanFunctions,
  ...voicemailFunctions,
  ...callFunctions,
  purge_doc_type: {
    args: 'TYPE ACCOUNT',
    summary: 'Removes all documents of a kind from an account, for good',
    run: ([type = '', account = ''], _io, services) => purge(services, type, databaseId(account)),
  },
})

/** Only of an account: what is wiped out by mistake must not be the system's own. */
async function purge(services: Services, type: string, db: string): Promise<typeof ok | Refused> {
  const { documents } = services
  if (!(await documents.find(accountsDb, db))) return new Refused(`there is no account ${db}`)
  for (;;) {
    const page = await documents.store.documents({ db, type, limit: 200 })
    if (page.length === 0) return ok
    const changes = page.map((stored) => ({ change: 'erase', document: new Document(stored) }) as const)
    const written = await documents.write(changes, systemAuthor)
    if (failed(written)) return new Refused('the documents change while they are removed: try again')
  }
}
