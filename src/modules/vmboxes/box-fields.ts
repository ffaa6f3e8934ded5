import { isTrue, toInteger } from '../../documents/coercion.ts'
import type { Document, DocumentFacts } from '../../documents/document.ts'
import type { UniqueClaim } from '../../documents/types.ts'
import { invalidField, type FieldErrors, type ValidationErrors } from '../../failures.ts'
import type { Json, JsonObject, MutableJsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import type { Draft } from '../declaration/crud-declaration.ts'

/** Shortest PIN, in characters, as in the schema. */
const shortestPin = 4

/** What the server makes of the fields a client sent, before the schema (media-and-messaging.md, "vmboxes" 6). */
export function prepareBox(context: AccountContext, { body: sent }: Draft, existing?: Document): Draft {
  const { notify_email_address: legacy, ...body }: MutableJsonObject = { ...sent }
  if (body['notify_email_addresses'] === undefined && legacy !== undefined)
    body['notify_email_addresses'] = typeof legacy === 'string' ? [legacy] : legacy
  // A box keeps the messages it held before they became documents of their own: clients cannot change them.
  if (existing) body['messages'] = existing.body['messages']
  body['transcribe'] ??= context.services.config.flag('callflow', 'voicemail.transcribe_default', false)
  if (longestPin(context) !== undefined) delete body['pin']
  return { body, errors: mailboxErrors(body['mailbox']) }
}

/** What is wrong beyond the schema. */
export function checkBox(context: AccountContext, draft: Draft, existing?: Document): Draft {
  const pin = longestPin(context) === undefined ? undefined : requestedPin(context, existing)
  return {
    ...draft,
    body: { ...draft.body, ...(pin !== undefined && { pin }) },
    errors: { ...pinErrors(pin, longestPin(context)), ...extensionErrors(context, draft.body) },
  }
}

/** A mailbox number belongs to one box of the account; numbers are compared, not texts. */
export function mailboxClaims({ db, body: { mailbox } }: DocumentFacts): readonly UniqueClaim[] {
  const value = numberOf(mailbox)
  if (value === undefined) return []
  return [
    {
      key: { scope: db, name: 'vmboxes/mailbox', value },
      taken: () =>
        invalidField('mailbox', 'unique', {
          message: 'Another voicemail box has this number',
          cause: mailbox ?? null,
        }),
    },
  ]
}

function mailboxErrors(mailbox: Json | undefined): ValidationErrors {
  if (typeof mailbox !== 'string' || numberOf(mailbox) !== undefined) return {}
  return { mailbox: { unique: { message: 'A mailbox has to be a number', cause: mailbox } } }
}

/** A mailbox as a number without leading zeros; `undefined` when it is none. */
function numberOf(mailbox: Json | undefined): string | undefined {
  if (typeof mailbox === 'string' && /^[+-]?\d{1,30}$/.test(mailbox)) return BigInt(mailbox).toString()
  return toInteger(mailbox)?.toString()
}

/** Longest PIN where the operator set one; the schema's own limit holds otherwise. */
function longestPin(context: AccountContext): number | undefined {
  return toInteger(context.services.config.value('callflow', 'voicemail.max_pin_length'))
}

function requestedPin(context: AccountContext, existing: Document | undefined): Json | undefined {
  const { pin } = context.data
  if (pin !== undefined) return pin ?? undefined
  return context.verb === 'PATCH' ? existing?.body['pin'] : undefined
}

function pinErrors(pin: Json | undefined, longest: number | undefined): ValidationErrors {
  if (pin === undefined || longest === undefined) return {}
  const errors = pinError(pin, longest)
  return errors ? { pin: errors } : {}
}

function pinError(pin: Json, longest: number): FieldErrors | undefined {
  if (typeof pin !== 'string')
    return { type: { message: 'A PIN has to be a text', target: 'string', value: pin } }
  // Characters, not UTF-16 units, as the schema counts them.
  const { length } = Array.from(pin)
  const facts = { cause: pin, value: pin }
  if (length < shortestPin)
    return { minLength: { message: `At least ${shortestPin} characters`, target: shortestPin, ...facts } }
  if (length > longest)
    return { maxLength: { message: `At most ${longest} characters`, target: longest, ...facts } }
  return undefined
}

/** Where only one format can be transcribed, a box that is transcribed has to record in it. */
function extensionErrors(context: AccountContext, body: JsonObject): ValidationErrors {
  const format = context.services.config.text('crossbar.voicemail', 'transcribe_format', '')
  const { transcribe, media_extension: extension } = body
  if (format === '' || !isTrue(transcribe) || extension === format) return {}
  return {
    media_extension: {
      invalid: {
        message: `Messages can be transcribed only when recorded as ${format}`,
        cause: extension ?? null,
      },
    },
  }
}
