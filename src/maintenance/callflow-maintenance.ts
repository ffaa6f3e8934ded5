import { accountsDb, accountType } from '../documents/accounts.ts'
import { systemAuthor } from '../documents/author.ts'
import { defaultNumberClasses, numberClasses } from '../documents/number-classes.ts'
import { eachDocument } from '../documents/walk.ts'
import { failed } from '../failures.ts'
import { isJsonList, isJsonObject, valueAt, type JsonObject } from '../json.ts'
import type { Services } from '../modules/declaration/services.ts'
import { findAccounts } from '../modules/sign-in/find-account.ts'
import { updateFeatureCodes } from './feature-codes.ts'
import { termOf } from './json-terms.ts'
import { defineMaintenance, type MaintenanceFunction, type MaintenanceIo, Refused } from './registry.ts'
import { ok, printTerm, type Term } from './terms.ts'

/** Which numbers may be called (auth-and-system.md, "other modules worth offering"). */
export const callflowMaintenance = defineMaintenance<Services>('callflow_maintenance', {
  account_set_classifier_inherit: setting('inherit', 'Lets an account call numbers of a class again'),
  account_set_classifier_deny: setting('deny', 'Keeps an account from calling numbers of a class'),
  list_account_restrictions: {
    args: 'REALM',
    summary: 'Shows which classes of numbers an account, its users and its devices may call',
    run: ([realm = ''], io, services) => list(services, io, realm),
  },
  update_feature_codes: updateFeatureCodes,
})

function setting(action: 'inherit' | 'deny', summary: string): MaintenanceFunction<Services> {
  return {
    args: 'CLASS REALM',
    summary: `${summary}; the account by its realm or name`,
    run: async ([name = '', realm = ''], io, services) => {
      const known = classNames(services)
      if (!known.includes(name))
        return new Refused(`there is no class ${name}; there are: ${known.join(', ')}`)
      const id = await accountId(services, realm)
      return id instanceof Refused ? id : await setAction(services, io, id, name, action)
    },
  }
}

function classNames({ config }: Services): readonly string[] {
  const configured = config.value('number_manager', 'classifiers')
  const classes = isJsonObject(configured) ? numberClasses(configured) : defaultNumberClasses
  return classes.map(({ name }) => name)
}

async function accountId(services: Services, realm: string): Promise<string | Refused> {
  const { ids } = await findAccounts(services, { phoneNumber: undefined, realm, name: realm })
  const [id, ...others] = ids
  if (id === undefined) return new Refused(`there is no account ${realm}`)
  return others.length === 0 ? id : new Refused(`there are several accounts ${realm}: name one by its realm`)
}

async function setAction(
  { documents }: Services,
  io: MaintenanceIo,
  id: string,
  name: string,
  action: string,
): Promise<Term | Refused> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const account = await documents.load(accountsDb, id, accountType)
    if (failed(account)) return new Refused(`there is no account ${id}`)
    const restriction = { ...restrictionsOf(account.body), [name]: { action } }
    const body = { ...account.body, call_restriction: restriction }
    const written = await documents.writeOne({ change: 'replace', document: account, body }, systemAuthor)
    if (failed(written)) continue
    const found = `found account: ${printTerm(termOf(account.body['name']))}`
    io.print(`${found}  ...  classifier '${name}' switched to action '${action}'`)
    return ok
  }
  return new Refused(`the account ${id} changes too often to be written`)
}

async function list(services: Services, io: MaintenanceIo, realm: string): Promise<Term | Refused> {
  const id = await accountId(services, realm)
  if (id instanceof Refused) return id
  const account = await services.documents.load(accountsDb, id, accountType)
  if (failed(account)) return new Refused(`there is no account ${realm}`)
  io.print('')
  io.print('Account level classifiers:')
  io.print('')
  printRestrictions(io, account.body)
  await listOf(services, io, {
    db: id,
    type: 'user',
    title: 'User level classifiers:',
    label: 'Username',
    name: 'username',
  })
  await listOf(services, io, {
    db: id,
    type: 'device',
    title: 'Device level classifiers:',
    label: 'Device',
    name: 'name',
  })
  await listTrunks(services, io, id)
  return ok
}

/** Trunks of the account's own exchanges, each by the credentials of its servers. */
async function listTrunks({ documents }: Services, io: MaintenanceIo, db: string): Promise<void> {
  io.print('')
  io.print('')
  io.print('Trunkstore classifiers:')
  io.print('')
  for await (const { body } of eachDocument(documents.store, { db, type: 'sys_info' })) {
    const realm = valueAt(body, ['account', 'auth_realm'])
    for (const server of isJsonList(body['servers']) ? body['servers'] : []) {
      const user = valueAt(server, ['auth', 'auth_user'])
      if (typeof user !== 'string' || typeof realm !== 'string') continue
      io.print(`Trunk: ${user.toLowerCase()}@${realm.toLowerCase()}`)
      io.print('')
      printRestrictions(io, body)
    }
  }
}

/** Which documents are listed, and how. */
interface Level {
  readonly db: string
  readonly type: string
  readonly title: string
  readonly label: string
  /** The field that names one. */
  readonly name: string
}

async function listOf({ documents }: Services, io: MaintenanceIo, level: Level): Promise<void> {
  const { db, type, title, label, name } = level
  io.print('')
  io.print('')
  io.print(title)
  for await (const { id, body } of eachDocument(documents.store, { db, type })) {
    const called = body[name]
    io.print('')
    io.print(`${label}: ${typeof called === 'string' ? called : id}`)
    io.print('')
    printRestrictions(io, body)
  }
}

function printRestrictions(io: MaintenanceIo, body: JsonObject): void {
  for (const [name, set] of Object.entries(restrictionsOf(body))) {
    const action = isJsonObject(set) ? set['action'] : undefined
    io.print(`Classifier ${printTerm(name)}:\t\t action ${printTerm(termOf(action))}`)
  }
}

function restrictionsOf({ call_restriction: restrictions }: JsonObject): JsonObject {
  return isJsonObject(restrictions) ? restrictions : {}
}
