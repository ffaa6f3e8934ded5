import type { DocumentType } from '../../documents/types.ts'
import { toText } from '../../documents/coercion.ts'
import type { Document } from '../../documents/document.ts'
import { readListing } from '../../documents/listing.ts'
import { failed } from '../../failures.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import { listing } from '../declaration/listing.ts'

/** Name of the view of who is in a directory. */
const membersView = 'directories/users_listing'

/** Kinds of documents that may be in directories; users above all. */
const memberKinds = ['user', 'device', 'group', 'vmbox']

/**
 * Who is in which directory: that is written in the members' `directories`, which maps directories to the
 * callflows that reach the member (accounts-and-pbx.md, "directories" 1).
 */
export const memberDocuments: readonly DocumentType[] = memberKinds.map((type) => ({
  type,
  views: [
    {
      name: membersView,
      version: 1,
      emit: ({ id, body }) => {
        const { directories } = body
        if (!isJsonObject(directories)) return []
        return Object.entries(directories).map(([directory, callflow]) => ({
          key: [directory, id],
          value: memberEntry(id, callflow),
        }))
      },
    },
  ],
}))

function memberEntry(id: string, callflow: Json | undefined): JsonObject {
  const callflowId = toText(callflow)
  return { user_id: id, ...(callflowId !== undefined && { callflow_id: callflowId }) }
}

/**
 * The members of a directory as they are shown with it: ids of users and callflows, the users' descending, one
 * page of them (accounts-and-pbx.md, "directories" 5). `undefined` when the page asked for is no page.
 */
export async function shownMembers(
  context: AccountContext,
  directory: Document,
): Promise<readonly JsonObject[] | undefined> {
  const options = { view: membersView, low: [directory.id], high: [directory.id, {}] }
  const page = listing(context, options)
  if (failed(page)) return undefined
  const members: JsonObject[] = []
  for await (const texts of readListing(context.services.documents.store, page.plan))
    for (const text of texts) members.push(JSON.parse(text) as JsonObject)
  return members
}

/** All members of a directory, in pieces: each with its document, as the view has it, and the callflow's id. */
export async function* allMembers(
  { services, db }: AccountContext,
  directory: Document,
): AsyncGenerator<readonly JsonObject[]> {
  const plan = {
    db,
    view: membersView,
    low: [directory.id],
    high: [directory.id, {}],
    descending: false,
  }
  for await (const texts of readListing(services.documents.store, plan))
    yield texts.map((text) => JSON.parse(text) as JsonObject)
}
