import { isTrue, toText } from '../../documents/coercion.ts'
import type { DocumentFacts } from '../../documents/document.ts'
import type { DocumentType } from '../../documents/types.ts'
import { isJsonObject, valueAt, textsIn, type JsonObject } from '../../json.ts'

/** Name of the view of what callflows offer for the contact list. */
export const candidatesView = 'contact_list/extensions'

/** Actions whose callflow is named after the document they point at. */
const pointing = new Set(['menu', 'conference', 'directory', 'receive_fax', 'voicemail'])

/** Features whose callflow is named after themselves. */
const features = new Set([
  'call_forward',
  'disa',
  'do_not_disturb',
  'dynamic_cid',
  'hotdesk',
  'intercom',
  'manual_presence',
  'park',
  'privacy',
  'record_call',
  'voicemail',
])

/**
 * What each callflow offers for the contact list, by kind: `name` if the callflow tells one, `id` of the document
 * that has one else, `suffix` to put behind it, `numbers` (accounts-and-pbx.md, "contact_list" 5).
 */
export const candidates: DocumentType = {
  type: 'callflow',
  views: [
    {
      name: candidatesView,
      version: 1,
      emit: (callflow) => {
        const candidate = candidateOf(callflow.body)
        if (!candidate) return []
        const { kind, ...value } = candidate
        return [{ key: kind, value: { ...value, numbers: textsIn(callflow.body['numbers']) } }]
      },
    },
  ],
}

interface Candidate {
  readonly kind: 'custom' | 'extension' | 'featurecode'
  readonly id?: string
  readonly name?: string
  readonly suffix?: string
}

function candidateOf(body: JsonObject): Candidate | undefined {
  const { flow } = body
  if (isExcluded(body) || !Array.isArray(body['numbers']) || !isJsonObject(flow)) return undefined
  const first = toText(flow['module'])
  if (first === undefined) return undefined
  const id = toText(valueAt(flow, ['data', 'id'])) ?? toText(valueAt(flow, ['data', 'owner_id']))
  if (id !== undefined && isExtension(first, flow)) return { kind: 'extension', id }
  const kind = isJsonObject(body['featurecode']) ? 'featurecode' : 'custom'
  const name = toText(body['name']) ?? toText(valueAt(flow, ['data', 'name']))
  if (name !== undefined) return { kind, name, suffix: ` (${first.replace('_', ' ')})` }
  if (id !== undefined && pointing.has(first)) return { kind, id, suffix: ` (${first})` }
  return features.has(first) ? featureOf(kind, first, flow) : undefined
}

/** A user or device, with nothing behind it but a mailbox. */
function isExtension(first: string, flow: JsonObject): boolean {
  const second = valueAt(flow, ['children', '_', 'module'])
  return (first === 'user' || first === 'device') && (second === undefined || second === 'voicemail')
}

function featureOf(kind: Candidate['kind'], first: string, flow: JsonObject): Candidate | undefined {
  const action = toText(valueAt(flow, ['data', 'action']))
  if (action === undefined) return undefined
  const suffix = action === first ? '' : ` (${spoken(action)})`
  return { kind, name: spoken(first) + suffix }
}

function spoken(word: string): string {
  return word.replaceAll('_', ' ')
}

/** Whether a document is to stay out of the contact list. */
export function isExcluded(body: DocumentFacts['body']): boolean {
  return isTrue(valueAt(body, ['contact_list', 'exclude']))
}
