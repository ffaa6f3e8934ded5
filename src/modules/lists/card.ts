import { toText } from '../../documents/coercion.ts'
import { failed, type Failure } from '../../failures.ts'
import { isJsonObject, type JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import { inAccount } from '../declaration/module.ts'
import type { Outcome, Result } from '../declaration/results.ts'
import { photoUploads, setPhoto } from '../users/photo.ts'
import { cardOf, cardTypes } from '../users/vcard.ts'
import { listType, loadEntry } from './entries.ts'

/** An entry as a card for an address book, and the picture on it (accounts-and-pbx.md, "lists" 2, 10). */
export const cardOperations = [
  inAccount('GET', '{id}/entries/{entry_id}/vcard', {
    summary: 'Gives a list entry as vCard',
    provides: cardTypes,
    handle: readCard,
  }),
  inAccount('POST', '{id}/entries/{entry_id}/photo', {
    summary: "Sets a list entry's photo",
    accepts: photoUploads,
    handle: replacePhoto,
  }),
]

async function readCard(context: AccountContext): Promise<Result | Failure> {
  const entry = await loadEntry(context)
  if (failed(entry)) return entry
  const list = await context.services.documents.find(context.db, toText(entry.body['list_id']) ?? '')
  const organization = list?.type === listType ? toText(list.body['org']) : undefined
  return await cardOf(context, entry, asUser(entry.body), organization)
}

async function replacePhoto(context: AccountContext): Promise<Outcome> {
  const entry = await loadEntry(context)
  return failed(entry) ? entry : setPhoto(context, entry)
}

/** An entry's fields, and those of its profile, by the names a user has them under. */
function asUser(entry: JsonObject): JsonObject {
  const { profile } = entry
  const merged: JsonObject = { ...entry, ...(isJsonObject(profile) ? profile : {}) }
  const renamed = Object.entries({
    first_name: merged['firstname'],
    last_name: merged['lastname'],
    middle_name: merged['middlename'],
  }).filter(([, name]) => toText(name) !== undefined)
  const nickname = toText(merged['displayname'])
  const { profile: _profile, ...fields } = merged
  return {
    ...fields,
    ...Object.fromEntries(renamed),
    ...(nickname !== undefined && { nicknames: [nickname] }),
  }
}
