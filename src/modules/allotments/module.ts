import type { Change } from '../../documents/changes.ts'
import { accountsDb } from '../../documents/accounts.ts'
import { stripPrivate } from '../../documents/patch.ts'
import { answer, failed, type Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import { inAccount, type Module } from '../declaration/module.ts'
import { dataResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import { consumptionDocuments } from './consumption.ts'
import { readConsumed } from './consumed.ts'
import { allotmentsField, configuredAllotments, limitsId, limitsOf } from './stored.ts'

/** Allotments: call time an account has for free, by class of numbers (accounts-and-pbx.md, "allotments"). */
export default {
  name: 'allotments',
  documents: [consumptionDocuments],
  operations: [
    inAccount('GET', '', {
      summary: "Shows the account's allotments",
      handle: readAllotments,
    }),
    inAccount('POST', '', {
      summary: "Replaces the account's allotments",
      schema: 'allotments',
      handle: replaceAllotments,
    }),
    inAccount('GET', 'consumed', {
      summary: 'Tells what was consumed of the allotments',
      handle: readConsumed,
    }),
  ],
} satisfies Module

async function readAllotments(context: AccountContext): Promise<Result | Failure> {
  const allotments = await configuredAllotments(context)
  return failed(allotments) ? allotments : dataResult(allotments)
}

async function replaceAllotments(context: AccountContext): Promise<Outcome> {
  const { validator, documents } = context.services
  const validated = await validator.validate('allotments', stripPrivate(context.data))
  if (failed(validated)) return validated
  if (!maySet(context))
    return answer(400, 'Only the reseller of this account may change its allotments; please ask there', {})
  const change = await changeTo(context, validated.value)
  return intent(async () => {
    // An account that is deleted meanwhile must not leave documents behind.
    const owner: Change = { change: 'require', db: accountsDb, id: context.account.id }
    const written = await documents.write([owner, change], context.author)
    return failed(written) ? written : dataResult(validated.value)
  })
}

/** The account's reseller may; the account itself where that is the master account (accounts-and-pbx.md, "allotments" 7). */
function maySet({ auth, account, services }: AccountContext): boolean {
  if (auth?.superduper === true) return true
  const { resellerId } = account
  return (
    resellerId !== undefined && (resellerId === auth?.accountId || resellerId === services.accounts.masterId)
  )
}

/** The limits the allotments are kept with are made, with their defaults, where an account has none yet. */
async function changeTo(context: AccountContext, allotments: JsonObject): Promise<Change> {
  const hidden = { [allotmentsField]: allotments }
  const existing = await limitsOf(context)
  if (existing) return { change: 'replace', document: existing, body: existing.body, hidden }
  const body = (await context.services.validator.defaults('limits')) ?? {}
  return { change: 'create', db: context.db, id: limitsId, type: limitsId, body, hidden }
}
