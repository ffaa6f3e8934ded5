import type { JsonObject } from '../../json.ts'
import type { Incoming } from '../loader.ts'

/** Private fields by which credentials are found: of use with the secret they were made with only. */
const keyed = ['pvt_md5_auth_key', 'pvt_sha1_auth_key', 'pvt_api_key_lookup']

/** A text that was encrypted with the installation's secret. */
const sealed = /^v1\.[\w-]{38,}$/

/** What becomes of a document from an installation with another secret. */
export interface Unlocked {
  /** `undefined`: without its secrets it is worse than nothing. */
  readonly document: Incoming | undefined
  /** Names of the private fields that were taken out. */
  readonly lost: readonly string[]
}

/** Takes out of a document what only the secret of another installation could make use of. */
export function withoutSecrets(incoming: Incoming): Unlocked {
  const { stored } = incoming
  const hidden = JSON.parse(stored.hidden) as JsonObject
  const lost = Object.entries(hidden)
    .filter(([name, value]) => keyed.includes(name) || (typeof value === 'string' && sealed.test(value)))
    .map(([name]) => name)
  if (lost.length === 0) return { document: incoming, lost }
  // One-time codes that cannot be checked would keep the user out for good.
  if (stored.type === 'totp_enrolment') return { document: undefined, lost }
  const kept = Object.fromEntries(Object.entries(hidden).filter(([name]) => !lost.includes(name)))
  return { document: { ...incoming, stored: { ...stored, hidden: JSON.stringify(kept) } }, lost }
}
