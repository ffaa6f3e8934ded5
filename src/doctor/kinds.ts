import type { DocumentTypes } from '../documents/types.ts'
import type { Note, Patient } from './terms.ts'

/** Kinds that are in no listing, so that no module declares them. */
const unlisted = new Set([
  'account_config',
  'account_tree',
  'config',
  'login_attempt',
  'password_reset',
  'provider',
  'revoked_token',
  'system_key',
  'totp_enrolment',
])

/** Counts documents of kinds that this version has nothing to do with, such as those of modules it lacks. */
export class UnknownKinds {
  readonly #known: ReadonlySet<string>
  readonly #counts = new Map<string, number>()

  constructor(types: DocumentTypes) {
    this.#known = new Set([...types.names(), ...unlisted])
  }

  /** Counts one document. */
  count({ stored: { type } }: Patient): void {
    if (!this.#known.has(type)) this.#counts.set(type, (this.#counts.get(type) ?? 0) + 1)
  }

  /** Tells of the kinds that were found. */
  report(note: Note): void {
    for (const [type, count] of this.#counts) {
      const message = `documents of the unknown kind ${JSON.stringify(type)}: ${String(count)}`
      note({ kind: 'kind', severity: 'warning', message, repaired: false })
    }
  }
}
