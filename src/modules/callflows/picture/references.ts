import { isJsonObject, isJsonList, type Json, type JsonObject } from '../../../json.ts'

/** Something outside the flow that an action points at. */
export interface Reference {
  readonly id: string
  /** Whether the id can only be that of a document: one that is not there leads nowhere. */
  readonly certain: boolean
}

/** Actions whose `data.id` names a document and nothing else (accounts-and-pbx.md, "Action catalogue"). */
const pointing = new Set([
  'acdc_member',
  'acdc_queue',
  'acdc_wait_time',
  'callflow',
  'cidlistmatch',
  'conference',
  'conference_feature',
  'device',
  'directory',
  'faxbox',
  'function',
  'group',
  'menu',
  'user',
  'voicemail',
])

/** Ids as the API makes them; media may also be named by path or address. */
const documentId = /^[0-9a-f]{32}$/

/** What an action's data points at, each once, in the order it is written. */
export function referencesOf({ module, data }: JsonObject): readonly Reference[] {
  if (!isJsonObject(data)) return []
  const found = new Map<string, Reference>()
  const add = (value: Json | undefined, certain: boolean): void => {
    if (typeof value !== 'string' || value === '') return
    const sure = certain || documentId.test(value)
    if (sure || value.length > 1) found.set(value, { id: value, certain: sure })
  }
  const certain = typeof module === 'string' && pointing.has(module)
  add(data['id'], certain)
  for (const [key, value] of Object.entries(data)) if (key.endsWith('_id')) add(value, false)
  for (const key of ['endpoints', 'rules', 'lists', 'recipients'])
    for (const entry of listAt(data, key)) add(isJsonObject(entry) ? entry['id'] : entry, false)
  add(data['rule_set'], true)
  return [...found.values()]
}

function listAt(data: JsonObject, key: string): readonly Json[] {
  const value: Json | undefined = data[key]
  return isJsonList(value) ? value : []
}
