import { setImmediate as otherWork } from 'node:timers/promises'
import type { DocumentFacts } from '../../documents/document.ts'
import type { JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import { idsIn } from './flow.ts'

/** Documents read at a time; other requests run between the steps. */
const stride = 500

/** Name, numbers and kind of each document of the account that a flow mentions, by id (accounts-and-pbx.md, "callflows" 5). */
export async function metadataOf(context: AccountContext, { body }: DocumentFacts): Promise<JsonObject> {
  return Object.fromEntries(await factsOf(context, idsIn(body['flow'])))
}

/** Name, numbers and kind of those of some ids that are documents of the account. */
export async function factsOf(
  { services, db, account }: AccountContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, JsonObject>> {
  const known = new Map<string, JsonObject>()
  for (let at = 0; at < ids.length; at += stride) {
    if (at > 0) await otherWork()
    const documents = await services.documents.findMany(db, ids.slice(at, at + stride))
    for (const document of documents) known.set(document.id, facts(document))
  }
  if (ids.includes(account.id)) known.set(account.id, facts(account.document))
  return known
}

function facts({ type, body }: DocumentFacts): JsonObject {
  const name = type === 'user' ? fullName(body) : body['name']
  const { numbers } = body
  return {
    ...(name !== undefined && { name }),
    ...(numbers !== undefined && { numbers }),
    pvt_type: type,
  }
}

function fullName(body: JsonObject): string | undefined {
  const names = [body['first_name'], body['last_name']].filter((each) => typeof each === 'string')
  return names.join(' ').trim() || undefined
}
