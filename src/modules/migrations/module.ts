import { answer } from '../../failures.ts'
import { valueAt } from '../../json.ts'
import { admins } from '../declaration/admins.ts'
import type { AccountContext } from '../declaration/context.ts'
import { inAccount, type Module } from '../declaration/module.ts'
import { dataResult, type Outcome } from '../declaration/results.ts'
import { migrations } from './catalogue.ts'
import { migrationLog, migrationsId, performMigration } from './perform.ts'

/** Named changes that bring an account into a newer form (auth-and-system.md, "migrations"). */
export default {
  name: 'migrations',
  documents: [{ type: migrationsId }],
  operations: [
    inAccount('GET', '', {
      summary: 'Lists the migrations there are',
      handle: () =>
        dataResult(Object.fromEntries([...migrations].map(([id, { description }]) => [id, description]))),
    }),
    inAccount('GET', '{id}', { summary: 'Tells whether a migration was performed', handle: readMigration }),
    inAccount('POST', '{id}', {
      summary: 'Performs a migration',
      permission: admins,
      handle: performMigration,
    }),
  ],
} satisfies Module

async function readMigration(context: AccountContext): Promise<Outcome> {
  const id = context.arg('id')
  const migration = migrations.get(id)
  if (!migration) return answer(404, 'migration not found', { message: 'migration not found', cause: id })
  const log = await migrationLog(context.services, context.db)
  const time = valueAt(log?.body, ['migrations_performed', id, 'performed_time'])
  return dataResult({
    id,
    description: migration.description,
    performed: time !== undefined,
    ...(time !== undefined && { performed_time: time }),
  })
}
