import { isUtf8 } from 'node:buffer'
import type { Failure } from '../../failures.ts'
import type { Json } from '../../json.ts'
import { unreadable } from './faults.ts'
import { locateFault } from './json-fault.ts'

/** Deepest nesting of arrays and objects that is accepted. */
export const maxDepth = 200

/**
 * Reads JSON from the bytes of a body. Anything a double cannot hold, nesting beyond `maxDepth` and bytes
 * that are not UTF-8 are refused like a syntax error: `json.invalid` with the reason and the byte offset
 * (core.md §5). Keys named `__proto__` are dropped at every depth, so that no later copy can change an
 * object's prototype; of keys sent twice the last one stays.
 */
export function parseJsonBody(bytes: Buffer): Json | Failure {
  if (!isUtf8(bytes)) return unreadable(`not valid UTF-8 around ${firstBadByte(bytes)}`)
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  if (nestsTooDeep(bytes)) return invalidAt(bytes, start)
  try {
    const value = JSON.parse(bytes.toString('utf8', start)) as Json
    return isSound(value) ? value : invalidAt(bytes, start)
  } catch {
    return invalidAt(bytes, start)
  }
}

/** Same, for text that was valid UTF-8 already. */
export function parseJsonText(text: string): Json | Failure {
  return parseJsonBody(Buffer.from(text))
}

function invalidAt(bytes: Buffer, start: number): Failure {
  const { reason, offset } = locateFault(bytes, start, maxDepth)
  return unreadable(`${reason} around ${offset}`)
}

/** Counts brackets outside of strings: cheap, and before the parser builds anything. */
function nestsTooDeep(bytes: Buffer): boolean {
  let depth = 0
  let inString = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    if (inString) {
      if (byte === 0x5c) i++
      else if (byte === 0x22) inString = false
    } else if (byte === 0x22) inString = true
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > maxDepth) return true
    } else if (byte === 0x7d || byte === 0x5d) depth--
  }
  return false
}

/** Drops `__proto__` keys; false when a number became infinite. Depth is bounded already. */
function isSound(value: Json): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isSound)
  if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__')
  return Object.values(value).every((item) => item === undefined || isSound(item))
}

/** Where the text, written again with its bad bytes replaced, first differs. */
function firstBadByte(bytes: Buffer): number {
  const repaired = Buffer.from(bytes.toString('utf8'))
  return bytes.findIndex((byte, i) => byte !== repaired[i])
}
