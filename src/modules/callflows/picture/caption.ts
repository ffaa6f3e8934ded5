import { isJsonObject, type Json, type JsonObject } from '../../../json.ts'
import { referencesOf } from './references.ts'

/** What a box of the picture says. */
export interface Caption {
  /** The action's module, as people would write it. */
  readonly title: string
  /** What it points at or does; may be empty. */
  readonly detail: string
  /** Whether it points at something that is not there. */
  readonly dangling: boolean
  readonly skipped: boolean
}

/** Names of the documents a flow points at, by id. */
export type Names = ReadonlyMap<string, JsonObject>

/** Settings worth showing where an action points at nothing, the first that is there. */
const telling = [
  'action',
  'text',
  'media',
  'code',
  'number',
  'caller_id_name_prefix',
  'variable',
  'voice_url',
  'uri',
]

/** Words for an action: its module, and the names of what it points at. */
export function captionOf(action: JsonObject, names: Names): Caption {
  const { module, data } = action
  const references = referencesOf(action)
  const missing = references.filter(({ id, certain }) => certain && !names.has(id))
  return {
    title: typeof module === 'string' ? module.replaceAll('_', ' ') : '?',
    detail:
      references.length > 0 ? references.map(({ id }) => nameOf(id, names)).join(', ') : settingOf(data),
    dangling: missing.length > 0,
    skipped: isJsonObject(data) && data['skip_module'] === true,
  }
}

/**
 * Words for the branch that leads from an action to the next; the one taken when no other fits has none. The branch
 * `rule_set` stands for the set of rules its action names.
 */
export function branchCaption(branch: string | undefined, { data }: JsonObject, names: Names): string {
  if (branch === undefined || branch === '_') return ''
  const set = branch === 'rule_set' && isJsonObject(data) ? data['rule_set'] : undefined
  return nameOf(typeof set === 'string' ? set : branch, names)
}

function nameOf(id: string, names: Names): string {
  const { name, numbers } = names.get(id) ?? {}
  if (typeof name === 'string') return name
  return Array.isArray(numbers) && numbers.length > 0 ? numbers.map(String).join(', ') : id
}

function settingOf(data: Json | undefined): string {
  if (!isJsonObject(data)) return ''
  const value = telling
    .map((key) => data[key])
    .find((each) => typeof each === 'string' || typeof each === 'number')
  return value === undefined ? '' : String(value)
}
