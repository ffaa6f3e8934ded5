import type { FieldErrors, ValidationErrors } from '../../failures.ts'
import type { Json, JsonObject } from '../../json.ts'
import { fieldPath, type Step } from './field-path.ts'

/** Where checks put what they find. */
export interface Findings {
  /** Notes that the value at `steps` fails `validator`; `facts` as core.md §14 lists them. */
  add(steps: readonly Step[], validator: string, facts: JsonObject): void
}

/** A value whose type is wrong but might be converted (core.md §15, type repair). */
export interface WrongType {
  readonly steps: readonly Step[]
  /** The one type the schema names. */
  readonly wanted: string
}

/** At most this many fields are reported, so that a hostile body cannot grow its answer without limit. */
const mostFields = 1000
/** Offending values are repeated in the answer up to this many characters altogether. */
const mostEcho = 1_048_576

/** All errors of one pass over a document: one object a field, the last one found (core.md §14). */
export class Report implements Findings {
  readonly wrongTypes: WrongType[] = []
  readonly #fields = new Map<string, FieldErrors>()
  readonly #sizes = new WeakMap<object, number>()
  #echoed = 0

  add(steps: readonly Step[], validator: string, facts: JsonObject): void {
    if (validator === 'type' && typeof facts['target'] === 'string')
      this.wrongTypes.push({ steps: [...steps], wanted: facts['target'] })
    const path = fieldPath(steps)
    if (this.#fields.size >= mostFields && !this.#fields.has(path)) return
    // Deleted first, so that fields stand in the order of their last error.
    this.#fields.delete(path)
    this.#fields.set(path, { [validator]: this.#affordable(facts) })
  }

  /** Whether nothing was found. */
  get clean(): boolean {
    return this.#fields.size === 0
  }

  /** What was found, by path. */
  errors(): ValidationErrors {
    return Object.fromEntries(this.#fields)
  }

  #affordable(facts: JsonObject): JsonObject {
    const size = this.#size(facts['value']) + this.#size(facts['cause'])
    if (this.#echoed + size > mostEcho) {
      const { value: _value, cause: _cause, ...rest } = facts
      return rest
    }
    this.#echoed += size
    return facts
  }

  #size(value: Json | undefined): number {
    if (typeof value === 'string') return value.length
    if (typeof value !== 'object' || value === null) return 8
    const known = this.#sizes.get(value)
    if (known !== undefined) return known
    const size = JSON.stringify(value).length
    this.#sizes.set(value, size)
    return size
  }
}

/** Findings of which only the existence counts: used to try the branches of `oneOf` and `anyOf`. */
export class Trial implements Findings {
  failed = false

  add(): void {
    this.failed = true
  }
}
