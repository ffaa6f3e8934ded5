import { failed } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'

/** The `pvt_type` of conferences. */
export const conferenceType = 'conference'

/** A conference as a request finds it: stored, or made up for it. */
export interface FoundConference {
  readonly shown: JsonObject
  /** Revision; absent when it is not stored. */
  readonly revision?: string
}

/**
 * The conference of a request. One that is not stored is made up: the schema's defaults, the id and what the
 * request brings (accounts-and-pbx.md, "conferences" 2).
 */
export async function foundConference(context: AccountContext): Promise<FoundConference> {
  const { services, db, data } = context
  const id = context.arg('id')
  const stored = await services.documents.load(db, id, conferenceType)
  if (!failed(stored)) return { shown: stored.shown, revision: stored.rev }
  return { shown: { ...(await services.validator.defaults('conferences')), ...data, id } }
}
