import type { Document } from '../../documents/document.ts'
import { answer, type Failure } from '../../failures.ts'
import { isJsonObject, type JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'

/** Id and `pvt_type` of the account's document of limits; its allotments are private there. */
export const limitsId = 'limits'
/** The private field. */
export const allotmentsField = 'pvt_allotments'

/** The account's document of limits, if there is one. */
export async function limitsOf({ services, db }: AccountContext): Promise<Document | undefined> {
  const document = await services.documents.find(db, limitsId)
  return document?.type === limitsId ? document : undefined
}

/** The account's allotments; an answer 400 when there are none (accounts-and-pbx.md, "allotments" 6). */
export async function configuredAllotments(context: AccountContext): Promise<JsonObject | Failure> {
  const allotments = (await limitsOf(context))?.hidden[allotmentsField]
  return isJsonObject(allotments) && Object.keys(allotments).length > 0
    ? allotments
    : answer(400, 'No allotments are configured for this account', {})
}
