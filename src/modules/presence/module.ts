import { isWithin } from '../../auth/permissions.ts'
import { forbidden, systemError, type Failure } from '../../failures.ts'
import type { AccountContext } from '../declaration/context.ts'
import { inAccount, type Module } from '../declaration/module.ts'
import { dataResult, type Result } from '../declaration/results.ts'
import { commandPresence, resetExtension } from './commands.ts'
import { isReport, reportId } from './report-name.ts'
import { readReport, reportDocuments } from './reports.ts'
import { subscriptions } from './subscriptions.ts'

/** Lamps: who watches whom, and states set by hand (accounts-and-pbx.md and calls-and-events.md, "presence"). */
export default {
  name: 'presence',
  documents: [reportDocuments, { type: 'manual_presence' }],
  operations: [
    inAccount('GET', '', {
      summary: 'Counts the presence subscriptions of the account',
      handle: async (context) => dataResult(await subscriptions(context)),
    }),
    inAccount('POST', '', {
      summary: 'Resets or sets the presence of a device or user',
      handle: commandPresence,
    }),
    inAccount('GET', '{extension}', {
      summary: 'Shows the presence subscriptions to an extension, or gives the report of a reset',
      handle: readPresence,
    }),
    inAccount('POST', '{extension}', {
      summary: 'Resets the presence of an extension',
      handle: resetExtension,
    }),
  ],
} satisfies Module

async function readPresence(context: AccountContext): Promise<Result | Failure> {
  const extension = context.arg('extension')
  if (isReport(extension)) return await readReport(context, reportId(extension))
  // Links of mails lead here without a token; they are for reports alone (core.md §30).
  const { auth, account } = context
  if (!auth) return systemError('invalid_credentials')
  if (!auth.superduper && !isWithin(account, auth.accountId)) return forbidden()
  return dataResult(await subscriptions(context, extension))
}
