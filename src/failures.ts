import type { Json, JsonObject } from './json.ts'

/**
 * What went wrong with one field: validator name → its facts (`message` always;
 * `target`, `value`, `cause` and others as core.md §14 lists them).
 */
export type FieldErrors = Readonly<Record<string, JsonObject>>

/** Field errors by dotted path, for instance `{ 'caller_id.internal.name': { maxLength: {…} } }`. */
export type ValidationErrors = Readonly<Record<string, FieldErrors>>

/** Names of the errors that have a fixed status and text (core.md §13, first table). */
export type SystemError = keyof typeof systemErrors

/** Status and text of every named error (core.md §13). Clients match on the names. */
export const systemErrors = {
  too_many_requests: { status: 429, text: 'too many requests' },
  no_payment_token: { status: 402, text: 'no payment method available' },
  no_credit: { status: 402, text: 'not enough credit to perform action' },
  unspecified_fault: { status: 500, text: 'unspecified fault' },
  account_cant_create_tree: { status: 500, text: 'account creation fault' },
  account_has_descendants: { status: 500, text: 'account has descendants' },
  account_has_active_port: { status: 500, text: 'account_has_active_port' },
  not_implemented: { status: 501, text: 'not implemented' },
  faulty_request: { status: 404, text: 'faulty request' },
  bad_identifier: { status: 404, text: 'bad identifier' },
  forbidden: { status: 403, text: 'forbidden' },
  invalid_credentials: { status: 401, text: 'invalid credentials' },
  datastore_missing: { status: 503, text: 'database missing' },
  datastore_missing_view: { status: 503, text: 'view missing' },
  datastore_conflict: { status: 409, text: 'conflicting documents' },
  datastore_unreachable: { status: 503, text: 'datastore timeout' },
  datastore_fault: { status: 503, text: 'datastore fatal error' },
  empty_tree_accounts_exist: { status: 400, text: 'unable to create account tree' },
  parse_error: { status: 400, text: 'failed to parse request body' },
  invalid_method: { status: 405, text: 'method not allowed' },
  not_found: { status: 404, text: 'not found' },
  disabled: { status: 400, text: 'entity disabled' },
} as const satisfies Record<string, { status: number; text: string }>

type FailureDetail =
  /** Fields of the request are wrong: 400, `message: "validation error"`. */
  | { readonly kind: 'validation'; readonly errors: ValidationErrors }
  /** A named error; `details` are merged into `data` beside the name's own text. */
  | { readonly kind: 'named'; readonly name: SystemError; readonly details?: JsonObject }
  /** An answer with its own status, message and data, in the envelope. */
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly message: string
      readonly data?: Json
      readonly headers?: Readonly<Record<string, string>>
    }
  /** A status without a body. */
  | { readonly kind: 'empty'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }

/**
 * A request that could not be done, as a value: functions return it beside their
 * result, and `http/failures.ts` alone turns it into a status and an envelope.
 * It is never thrown; throwing is for bugs.
 */
export class Failure {
  readonly detail: FailureDetail

  constructor(detail: FailureDetail) {
    this.detail = detail
  }
}

/** Tells a failure from a result. */
export function failed(value: unknown): value is Failure {
  return value instanceof Failure
}

/** Fields of the request are wrong (core.md §14). */
export function invalid(errors: ValidationErrors): Failure {
  return new Failure({ kind: 'validation', errors })
}

/** One field is wrong: `invalidField('realm', 'unique', { message: …, cause: … })`. */
export function invalidField(path: string, validator: string, facts: JsonObject): Failure {
  return invalid({ [path]: { [validator]: facts } })
}

/** The failure, telling also of the fields `other` is about if that is one too: all errors in one answer (core.md §14). */
export function alsoTelling(failure: Failure, other: unknown): Failure {
  if (!failed(other) || failure.detail.kind !== 'validation' || other.detail.kind !== 'validation')
    return failure
  return invalid({ ...other.detail.errors, ...failure.detail.errors })
}

/** A named error of core.md §13, with details for `data` if there are any. */
export function systemError(name: SystemError, details?: JsonObject): Failure {
  return new Failure({ kind: 'named', name, ...(details && { details }) })
}

/** Whether a write failed because something was not as it was read any more. */
export function isConflict(value: unknown): boolean {
  return failed(value) && value.detail.kind === 'named' && value.detail.name === 'datastore_conflict'
}

/** No such document, or not one the caller may know of: 404 `bad_identifier`. */
export function badIdentifier(cause: Json): Failure {
  return systemError('bad_identifier', { cause })
}

/** Not allowed: 403 `forbidden`, with the reason as `cause` when it may be told. */
export function forbidden(cause?: Json): Failure {
  return systemError('forbidden', cause === undefined ? undefined : { cause })
}

/** An answer with its own status and message (core.md §13, "direct responses"). */
export function answer(
  status: number,
  message: string,
  data?: Json,
  headers?: Readonly<Record<string, string>>,
): Failure {
  return new Failure({
    kind: 'answer',
    status,
    message,
    ...(data !== undefined && { data }),
    ...(headers && { headers }),
  })
}

/** The path makes no sense to the module: 404 in the short form, without data (core.md §13, "direct responses"). */
export function faultyPath(): Failure {
  return answer(404, 'faulty request', {})
}

/** A status without a body (304, 404 of an unknown sub-path, 406, 412, 415 …). */
export function emptyAnswer(status: number, headers?: Readonly<Record<string, string>>): Failure {
  return new Failure({ kind: 'empty', status, ...(headers && { headers }) })
}
