import { Document } from '../documents/document.ts'
import type { Store } from '../store/port.ts'
import { isJsonObject, valueAt, type Json, type JsonObject } from '../json.ts'
import { actionsOf } from '../modules/callflows/flow.ts'
import type { Note, Patient } from './terms.ts'

/** A mention of another document of the same account. */
interface Mention {
  readonly field: string
  readonly id: string
  /** Kinds it may be of; any when absent. */
  readonly types?: readonly string[]
}

/** Ids as they are generated; what clients chose, sound files of the system and addresses are not looked for. */
const generated = /^(?:\d{5,6}-)?[0-9a-f]{32}$/

/** Single fields that mention documents, by the kind of document they are in (`*`: any kind). */
const fields: Readonly<Record<string, readonly (readonly [path: string, ...types: readonly string[]])[]>> = {
  '*': [
    ['owner_id', 'user', 'account'],
    ['music_on_hold.media_id', 'media'],
  ],
  account: [['music_on_hold.media_id', 'media']],
  list_entry: [['list_id', 'list']],
  mailbox_message: [['source_id', 'vmbox']],
  menu: [
    ['media.greeting', 'media'],
    ['media.exit_media', 'media'],
    ['media.invalid_media', 'media'],
    ['media.transfer_media', 'media'],
  ],
  vmbox: [['media.unavailable', 'media']],
}

/** Kinds of documents that actions of callflows lead to, by module; the id is in `data.id`. */
const destinations: Readonly<Record<string, readonly string[]>> = {
  callflow: ['callflow'],
  conference: ['conference'],
  device: ['device'],
  directory: ['directory'],
  faxbox: ['faxbox'],
  menu: ['menu'],
  play: ['media'],
  user: ['user'],
  voicemail: ['vmbox'],
}

/** Tells of mentions of documents that are not there, for documents of one database. */
export async function checkReferences(
  store: Store,
  db: string,
  patients: readonly Patient[],
  note: Note,
): Promise<void> {
  const mentions = patients.flatMap(({ stored }) =>
    stored.deleted
      ? []
      : mentionsOf(new Document(stored)).map((mention) => ({ from: stored.id, ...mention })),
  )
  const ids = [...new Set(mentions.map(({ id }) => id))]
  if (ids.length === 0) return
  const found = await store.getMany(db, ids)
  const types = new Map(found.filter(({ deleted }) => !deleted).map(({ id, type }) => [id, type]))
  for (const { from, field, id, types: wanted } of mentions) {
    const type = types.get(id)
    // What belongs to the account itself has the account for its owner.
    if (id === db || (type !== undefined && wanted?.includes(type) !== false)) continue
    const what = type === undefined ? 'which is not there' : `which is a ${type}`
    const message = `${field} is ${id}, ${what}`
    note({ kind: 'reference', severity: 'warning', db, id: from, message, repaired: false })
  }
}

function mentionsOf(document: Document): readonly Mention[] {
  const { type, body } = document
  const found: Mention[] = []
  const add = (field: string, id: Json | undefined, types?: readonly string[]): void => {
    if (typeof id === 'string' && generated.test(id)) found.push({ field, id, ...(types && { types }) })
  }
  for (const [path, ...types] of [
    ...(fields['*'] ?? []),
    ...(Object.hasOwn(fields, type) ? (fields[type] ?? []) : []),
  ])
    add(path, valueAt(body, path.split('.')), types)
  if (type === 'callflow') for (const { action } of actionsOf(body['flow'])) addAction(action, add)
  if (type === 'group')
    for (const id of Object.keys(objectAt(body, 'endpoints')))
      add('endpoints', id, ['user', 'device', 'group'])
  if (type === 'temporal_rule_set')
    for (const id of listAt(body, 'temporal_rules')) add('temporal_rules', id, ['temporal_rule'])
  if (type === 'user')
    for (const [directory, callflow] of Object.entries(objectAt(body, 'directories'))) {
      add('directories', directory, ['directory'])
      add(`directories.${directory}`, callflow, ['callflow'])
    }
  return found
}

type Add = (field: string, id: Json | undefined, types?: readonly string[]) => void

function addAction({ module, data }: JsonObject, add: Add): void {
  if (typeof module !== 'string' || !isJsonObject(data)) return
  const types = Object.hasOwn(destinations, module) ? destinations[module] : undefined
  if (types) add(`flow: ${module}`, data['id'], types)
  for (const endpoint of listAt(data, 'endpoints'))
    if (isJsonObject(endpoint)) add(`flow: ${module} endpoints`, endpoint['id'], ['user', 'device', 'group'])
  if (module === 'temporal_route') {
    for (const id of listAt(data, 'rules')) add('flow: temporal_route rules', id, ['temporal_rule'])
    add('flow: temporal_route rule_set', data['rule_set'], ['temporal_rule_set'])
  }
}

function objectAt(body: JsonObject, field: string): JsonObject {
  const value = body[field]
  return isJsonObject(value) ? value : {}
}

function listAt(body: JsonObject, field: string): readonly Json[] {
  const value = body[field]
  return Array.isArray(value) ? (value as readonly Json[]) : []
}
