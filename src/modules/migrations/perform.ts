import { accountsDb, accountType } from '../../documents/accounts.ts'
import type { Change } from '../../documents/changes.ts'
import { isTrue } from '../../documents/coercion.ts'
import type { Document } from '../../documents/document.ts'
import { now } from '../../documents/gregorian.ts'
import { failed, invalidField, isConflict, type Failure } from '../../failures.ts'
import { isJsonObject, type JsonObject } from '../../json.ts'
import { subtree } from '../accounts/subtree.ts'
import type { AccountContext } from '../declaration/context.ts'
import { dataResult, intent, type Outcome } from '../declaration/results.ts'
import { migrations, type Migration } from './catalogue.ts'

/** Id and `pvt_type` of the document that tells what was done to an account. */
export const migrationsId = 'migrations'

/** How often it is tried while others edit the account. */
const attempts = 20

/** POST: performs a migration on the account and, if asked, on those below it. What was done is done again without harm. */
export function performMigration(context: AccountContext): Outcome {
  const id = context.arg('id')
  const migration = migrations.get(id)
  if (context.data['perform_migration'] !== 'now')
    return invalidField('migration', 'failed', { error: 'invalid action time' })
  if (!migration) return invalidField('migration', 'invalid', { migration: 'not found' })
  return intent(async () => {
    const done: string[] = []
    for await (const account of accountsOf(context)) {
      const failure = await migrate(context, account, id, migration)
      if (failure) return failure
      done.push(account)
    }
    return dataResult({ performed_on: done })
  })
}

/** The account and, if asked, its descendants: resellers among them only where they are asked for. */
async function* accountsOf({ services, account, data }: AccountContext): AsyncGenerator<string> {
  yield account.id
  if (!isTrue(data['include_descendants'])) return
  const resellers = isTrue(data['include_resellers'])
  for await (const page of subtree(services.documents, account.id))
    for (const { id, hidden } of page) if (resellers || hidden['pvt_reseller'] !== true) yield id
}

/** One transaction changes the account and records that it was done. */
async function migrate(
  context: AccountContext,
  id: string,
  migrationId: string,
  { apply }: Migration,
): Promise<Failure | undefined> {
  const { documents } = context.services
  for (let attempt = 1; ; attempt += 1) {
    const account = await documents.load(accountsDb, id, accountType)
    // It was deleted meanwhile.
    if (failed(account)) return undefined
    const body = apply(account.body)
    const change: Change =
      body === account.body
        ? { change: 'require', db: accountsDb, id }
        : { change: 'replace', document: account, body }
    const log = await logChange(context, id, migrationId)
    const written = await documents.write([change, log], context.author)
    if (!failed(written)) return undefined
    if (!isConflict(written) || attempt === attempts) return written
  }
}

async function logChange(context: AccountContext, db: string, migrationId: string): Promise<Change> {
  const log = await migrationLog(context.services, db)
  const performed =
    log && isJsonObject(log.body['migrations_performed']) ? log.body['migrations_performed'] : {}
  const entry = await performedBy(context)
  const body = { ...log?.body, migrations_performed: { ...performed, [migrationId]: entry } }
  return log
    ? { change: 'replace', document: log, body }
    : { change: 'create', db, id: migrationsId, type: migrationsId, body }
}

/** What was done to an account, where something was. */
export async function migrationLog(
  { documents }: AccountContext['services'],
  db: string,
): Promise<Document | undefined> {
  const log = await documents.find(db, migrationsId)
  return log?.type === migrationsId ? log : undefined
}

/** Who performs it, and when. */
async function performedBy({ auth, services }: AccountContext): Promise<JsonObject> {
  const account = auth && (await services.accounts.find(auth.accountId))
  const user =
    auth?.ownerId === undefined ? undefined : await services.documents.find(auth.accountId, auth.ownerId)
  return {
    auth_user_id: auth?.ownerId,
    auth_account_id: auth?.accountId,
    auth_account_name: account?.name,
    auth_user_name: user?.body['username'],
    performed_time: now(),
    original_auth_account_id: auth?.impersonatedBy?.accountId,
    original_auth_owner_id: auth?.impersonatedBy?.ownerId,
  }
}
