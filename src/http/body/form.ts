import type { Failure } from '../../failures.ts'
import type { MutableJsonObject } from '../../json.ts'
import { checkEnvelope, parseEnvelope, type Envelope } from './envelope.ts'

/**
 * Reads a form body (core.md §5). One key without `=` is a JSON text under curl's default content type, and
 * so is what does not decode as a form. A real form has to pass the envelope check like any other
 * body, which its text values never do.
 */
export function parseForm(bytes: Buffer, requireData: boolean): Envelope | undefined | Failure {
  const form = decodeForm(bytes.toString('utf8'))
  if (!form || (form.length === 1 && form[0]?.[1] === true)) return parseEnvelope(bytes, requireData)
  const object: MutableJsonObject = {}
  for (const [key, value] of form) if (key !== '__proto__') object[key] = value
  return checkEnvelope(object, requireData)
}

type Pair = readonly [key: string, value: string | true]

function decodeForm(text: string): readonly Pair[] | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined
  const pairs = text.split('&').filter((pair) => pair !== '')
  return pairs.map((pair): Pair => {
    const equals = pair.indexOf('=')
    if (equals < 0) return [decoded(pair), true]
    return [decoded(pair.slice(0, equals)), decoded(pair.slice(equals + 1))]
  })
}

function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}
