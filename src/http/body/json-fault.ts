/** Why a text is not acceptable JSON, and where: byte offset from the start of the body. */
export interface JsonFault {
  readonly reason: string
  readonly offset: number
}

const whitespace = new Set([0x20, 0x09, 0x0a, 0x0d])
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const escapes = new Set(Buffer.from('"\\/bfnrt'))

/**
 * Finds the first thing wrong with a text that `JSON.parse` refused (or that has a number or a depth beyond
 * what is accepted). Only called for bad bodies: the engine's own message often has no position.
 */
export function locateFault(bytes: Buffer, start: number, maxDepth: number): JsonFault {
  const text = bytes.toString('latin1')
  const open: ('{' | '[')[] = []
  let at = start
  let expects: 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'next' = 'value'
  for (;;) {
    while (whitespace.has(bytes[at] ?? 0)) at++
    if (at >= bytes.length) {
      const complete = expects === 'next' && open.length === 0
      return { reason: complete ? 'value out of range' : 'unexpected end', offset: at }
    }
    const character = text.charAt(at)
    const fault = (reason: string): JsonFault => ({ reason, offset: at })
    if (expects === 'colon') {
      if (character !== ':') return fault('missing colon')
      at++
      expects = 'value'
    } else if (expects === 'next') {
      const inside = open.at(-1)
      if (inside === undefined) return fault('unexpected text after the end')
      if (character === ',') expects = inside === '{' ? 'key' : 'value'
      else if (character === (inside === '{' ? '}' : ']')) open.pop()
      else return fault('missing comma or closing bracket')
      at++
    } else if (character === (open.at(-1) === '{' ? '}' : ']') && expects.endsWith('or end')) {
      open.pop()
      at++
      expects = 'next'
    } else if (character === '"') {
      const end = endOfString(bytes, at)
      if (end.reason !== undefined) return { reason: end.reason, offset: end.at }
      at = end.at
      expects = expects.startsWith('key') ? 'colon' : 'next'
    } else if (expects.startsWith('key')) {
      return fault('expected a key')
    } else if (character === '{' || character === '[') {
      open.push(character)
      if (open.length > maxDepth) return fault(`nesting deeper than ${maxDepth}`)
      at++
      expects = character === '{' ? 'key or end' : 'value or end'
    } else {
      const token = scalarAt(text, at)
      if (token === undefined) return fault('unexpected character')
      if (!Number.isFinite(Number(token)) && !/^[tfn]/.test(token)) return fault('number out of range')
      at += token.length
      expects = 'next'
    }
  }
}

function scalarAt(text: string, at: number): string | undefined {
  const word = ['true', 'false', 'null'].find((literal) => text.startsWith(literal, at))
  if (word !== undefined) return word
  number.lastIndex = at
  return number.exec(text)?.[0]
}

function endOfString(bytes: Buffer, from: number): { at: number; reason?: string } {
  for (let at = from + 1; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte === 0x22) return { at: at + 1 }
    if (byte < 0x20) return { at, reason: 'control character in a string' }
    if (byte !== 0x5c) continue
    const next = bytes[at + 1]
    if (next === undefined) break
    if (next === 0x75) {
      if (!/^[0-9a-fA-F]{4}$/.test(bytes.toString('latin1', at + 2, at + 6)))
        return { at, reason: 'bad escape' }
      at += 5
    } else if (escapes.has(next)) at++
    else return { at, reason: 'bad escape' }
  }
  return { at: bytes.length, reason: 'unterminated string' }
}
