import { isJsonObject } from '../../../json.ts'
import type { Check } from '../pass.ts'

/** A part of a storage plan names a connection or an attachment handler of the same document. */
export function storageReference(section: 'connections' | 'attachments'): Check {
  return (value, pass) => {
    if (typeof value !== 'string') return
    const known = Object.hasOwn(pass.root, section) ? pass.root[section] : undefined
    if (!isJsonObject(known) || !Object.hasOwn(known, value))
      pass.fail('error', { message: `is not one of the document's ${section}`, value })
  }
}

/** An attachment handler names the document that holds its OAuth credentials, in `system_auth`. */
export const oauthDocument: Check = (value, pass) => {
  if (typeof value !== 'string') return
  if (value === '' || pass.documentExists('system_auth', value) === false)
    pass.fail('error', { message: 'must name existing OAuth credentials', value })
}
