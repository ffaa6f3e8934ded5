import { isJsonObject, type JsonObject } from '../json.ts'
import { toE164 } from './e164.ts'
import { matchUntrusted } from './untrusted-pattern.ts'

/**
 * Classes of telephone numbers (numbers-and-billing.md "classifiers"): what calls are
 * restricted and summed up by.
 */

/** A class of numbers. */
export interface NumberClass {
  readonly name: string
  /** Expression that the E.164 form of its numbers matches. */
  readonly regex: string
  readonly friendlyName: string
  /** Mask for display, see `prettyNumber`. */
  readonly prettyPrint?: string
  readonly emergency?: boolean
}

const mask = 'SS(###) ### - ####'

/** Area codes of the Caribbean and other islands in the North American plan. */
const islands =
  '684|264|268|242|246|441|284|345|767|809|829|849|473|671|876|664|670|787|939|869|758|784|721|868|649|340'

/** The built-in classes, in the order they are tried. */
export const defaultNumberClasses: readonly NumberClass[] = [
  {
    name: 'tollfree_us',
    regex: '^\\+1((?:800|88\\d|877|866|855|844|833|822)\\d{7})$',
    friendlyName: 'US TollFree',
    prettyPrint: mask,
  },
  { name: 'toll_us', regex: '^\\+1(900\\d{7})$', friendlyName: 'US Toll', prettyPrint: mask },
  {
    name: 'emergency',
    regex: '^(911|922|933|833|811|711|999)$',
    friendlyName: 'Emergency Dispatcher',
    emergency: true,
  },
  { name: 'caribbean', regex: `^\\+?1((?:${islands})\\d{7})$`, friendlyName: 'Caribbean', prettyPrint: mask },
  {
    name: 'did_us',
    regex: '^(\\+?1)?([2-9][0-9]{2}[2-9][0-9]{6})$',
    friendlyName: 'US DID',
    prettyPrint: mask,
  },
  { name: 'international', regex: '^\\+([2-9]\\d{7,})$', friendlyName: 'International' },
  { name: 'unknown', regex: '^(.*)$', friendlyName: 'Unknown' },
]

/** The class of a number, normalised first; `undefined` when none matches. */
export function classifyNumber(
  number: string,
  classes: readonly NumberClass[] = defaultNumberClasses,
): NumberClass | undefined {
  const normal = toE164(number)
  return classes.find(({ regex }) => matchUntrusted(regex, normal))
}

/** Classes as configured in `number_manager.classifiers`: name → `{regex, friendly_name, pretty_print, emergency}`. */
export function numberClasses(configured: JsonObject): NumberClass[] {
  return Object.entries(configured).flatMap(([name, facts]) => {
    if (!isJsonObject(facts) || typeof facts['regex'] !== 'string') return []
    const { regex, friendly_name: friendlyName, pretty_print: prettyPrint, emergency } = facts
    return {
      name,
      regex,
      friendlyName: typeof friendlyName === 'string' ? friendlyName : name,
      ...(typeof prettyPrint === 'string' && { prettyPrint }),
      ...(emergency === true && { emergency }),
    }
  })
}

/**
 * A number put into a mask: `S` skips a character of the number, `#` takes one, `*` takes
 * the rest, a backslash makes the next character of the mask literal, as all others are.
 */
export function prettyNumber(number: string, mask: string): string {
  let pretty = ''
  let taken = 0
  for (let index = 0; index < mask.length; index++) {
    const sign = mask[index] ?? ''
    if (sign === 'S') taken += 1
    else if (sign === '#') pretty += number.charAt(taken++)
    else if (sign === '*') {
      pretty += number.slice(taken)
      taken = number.length
    } else pretty += sign === '\\' ? mask.charAt(++index) : sign
  }
  return pretty
}
