import { assembleDocuments } from '../src/assembly.ts'
import { accountsDb, accountType } from '../src/documents/accounts.ts'
import type { Change } from '../src/documents/changes.ts'
import { isList } from '../src/documents/validation/canonical.ts'
import { planWrite } from '../src/documents/write-plan.ts'
import type { Json } from '../src/json.ts'
import { openStore } from '../src/store/open.ts'
import { newDevice } from './installation.ts'
import { accountIdAt, devicesEach, documentIdAt, documentsEach, serialAt } from './made-up-accounts.ts'

/*
 * Makes accounts below another one, each with devices and menus, straight in the store of a data folder
 * that no server uses.
 */
const [dataFolder = '', parentId = '', count = '0', databaseUrl = ''] = process.argv.slice(2)

/** Documents written in one transaction. */
const atOnce = 500

const store = await openStore({ dataFolder, databaseUrl, synchronous: 'off' })
const { documents } = await assembleDocuments(store)
const parent = await documents.find(accountsDb, parentId)
if (!parent) throw new Error('there is no account to make others below')
const above = parent.hidden['pvt_tree']
const tree: readonly Json[] = [...(isList(above) ? above : []), parentId]

async function write(changes: readonly Change[]): Promise<void> {
  const { steps } = planWrite(changes, { accountId: parentId }, documents.types)
  const { outcome } = await documents.commit(steps)
  if (outcome !== 'done') throw new Error(`documents were not written: ${outcome}`)
}

function accountAt(account: number): Change {
  const [id, name] = [accountIdAt(account), `Account ${String(account)}`]
  const realm = `a${String(account)}.growth.example`
  const hidden = { ...parent?.hidden, pvt_tree: tree, pvt_account_id: id }
  const body = { ...parent?.body, name, realm }
  return { change: 'create', db: accountsDb, id, type: accountType, body, hidden }
}

function documentAt(account: number, at: number): Change {
  const place = { change: 'create', db: accountIdAt(account), id: documentIdAt(at) } as const
  if (at < devicesEach) return { ...place, type: 'device', body: newDevice(serialAt(account, at)) }
  return { ...place, type: 'menu', body: { name: `Menu ${String(at)}`, retries: 3, timeout: 10_000 } }
}

for (let account = 0; account < Number(count); account++) {
  await write([accountAt(account)])
  for (let first = 0; first < documentsEach; first += atOnce)
    await write(Array.from({ length: atOnce }, (_, at) => documentAt(account, first + at)))
}
await store.close()
