import { toE164 } from '../../documents/e164.ts'
import type { DocumentFacts } from '../../documents/document.ts'
import type { UniqueClaim } from '../../documents/types.ts'
import { invalidField, type ValidationErrors } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import { textAt } from './fields.ts'

/**
 * What is wrong with the number of a mobile phone about to be saved: it must be there, and only a superduper
 * admin may change it (accounts-and-pbx.md, "devices" 6, 6). A stored device stays of the kind it is.
 */
export function mobileErrors(
  body: JsonObject,
  existing: DocumentFacts | undefined,
  superduper: boolean,
): ValidationErrors {
  const kind = existing?.body['device_type'] ?? body['device_type']
  if (kind !== 'mobile') return {}
  const mdn = textAt(body, 'mobile', 'mdn')
  if (mdn === undefined) return { 'mobile.mdn': { required: { message: 'A mobile needs its number' } } }
  if (!existing || superduper) return {}
  const before = textAt(existing.body, 'mobile', 'mdn')
  if (before !== undefined && toE164(before) === toE164(mdn)) return {}
  return { 'mobile.mdn': { invalid: { message: 'The number of a mobile cannot be changed', cause: mdn } } }
}

/** The number of a mobile phone is its alone in the whole system. */
export function uniqueMobileNumber({ body }: DocumentFacts): readonly UniqueClaim[] {
  const mdn = body['device_type'] === 'mobile' ? textAt(body, 'mobile', 'mdn') : undefined
  if (mdn === undefined) return []
  const value = toE164(mdn)
  const message = 'This number exists in the system already'
  return [
    {
      key: { scope: 'system', name: 'mobile.mdn', value },
      taken: () => invalidField('mobile.mdn', 'unique', { message, cause: value }),
    },
  ]
}

/** What is wrong with a change of a device's kind, which only superduper admins may make. */
export function kindErrors(
  body: JsonObject,
  existing: DocumentFacts | undefined,
  superduper: boolean,
): ValidationErrors {
  const kind = body['device_type']
  if (!existing || superduper || kind === existing.body['device_type']) return {}
  const message = 'The type of a device cannot be changed'
  return { device_type: { invalid: { message, cause: kind ?? '' } } }
}
