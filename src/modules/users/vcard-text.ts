import { toText } from '../../documents/coercion.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import { textAt } from './fields.ts'

/** What a card has beside the user's own fields. */
export interface CardFacts {
  /** The account's `org`. */
  readonly organization: string | undefined
  readonly timezone: string
  readonly photo: { readonly contentType: string; readonly base64: string } | undefined
}

/** Longest line, in characters; longer ones go on in the next line behind a space (RFC 2426 §2.6). */
const longestLine = 75

/** Kinds of address a client is taken to mean who names none. */
const usualAddressTypes = ['intl', 'postal', 'parcel', 'work']

/** A user as vCard 3.0 (RFC 2426; accounts-and-pbx.md, "users" 10). */
export function vcardText(user: JsonObject, facts: CardFacts): string {
  const personal = { ...user, ...(isJsonObject(user['profile']) ? user['profile'] : {}) }
  const of = (field: string): string | undefined => textAt(personal, field)
  const names = [of('last_name'), of('first_name'), of('middle_name')]
  const [last, first, middle] = names
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['BEGIN', 'VCARD'],
    ['VERSION', '3.0'],
    ['FN', escaped(present([first, middle, last]).join(' '))],
    ['N', list(names, ';')],
    ['ORG', escaped(facts.organization)],
    [`PHOTO;ENCODING=B;TYPE=${pictureType(facts.photo?.contentType)}`, facts.photo?.base64],
    ['EMAIL', escaped(of('email'))],
    ['BDAY', escaped(of('birthday'))],
    ['NOTE', escaped(of('note'))],
    ['TITLE', escaped(of('title'))],
    ['ROLE', escaped(of('role'))],
    ['TZ', escaped(facts.timezone)],
    ['NICKNAME', list(items(personal['nicknames']).map(toText), ',')],
    ['TEL', escaped(textAt(user, 'caller_id', 'internal', 'number'))],
    ['TEL', escaped(textAt(user, 'caller_id', 'external', 'number'))],
    ...items(personal['addresses']).filter(isJsonObject).map(address),
    ['END', 'VCARD'],
  ]
  return lines
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${folded(`${name}:${value ?? ''}`)}\n`)
    .join('')
}

function address(entry: JsonObject): readonly [string, string | undefined] {
  const types = items(entry['types']).map(toText)
  const named = entry['types'] === undefined ? usualAddressTypes : present(types)
  return [`ADR;TYPE=${named.join(',')}`, escaped(textAt(entry, 'address'))]
}

function escaped(text: string | undefined): string | undefined {
  return text?.replaceAll(/[\\:;,]/g, '\\$&').replaceAll(/\r\n?|\n/g, '\\n')
}

function list(values: readonly (string | undefined)[], separator: string): string {
  return present(values)
    .map((value) => escaped(value))
    .join(separator)
}

function present(values: readonly (string | undefined)[]): readonly string[] {
  return values.filter((value) => value !== undefined)
}

function items(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : []
}

/** `JPEG`, `PNG`, `GIF`: a picture that does not say what it is counts as the first. */
function pictureType(contentType: string | undefined): string {
  const kind = /^image\/(png|gif|webp)\b/i.exec(contentType ?? '')?.[1]
  return kind?.toUpperCase() ?? 'JPEG'
}

function folded(line: string): string {
  const characters = Array.from(line)
  let text = characters.slice(0, longestLine).join('')
  for (let at = longestLine; at < characters.length; at += longestLine - 1)
    text += `\n ${characters.slice(at, at + longestLine - 1).join('')}`
  return text
}
