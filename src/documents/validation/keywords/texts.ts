import { isFormat } from '../formats.ts'
import type { Keyword } from '../compile.ts'
import { counted } from '../messages.ts'
import { pattern as compilePattern } from '../pattern.ts'

/** Counts Unicode characters (code points). */
export function characters(text: string): number {
  let count = text.length
  for (let at = 0; at < text.length - 1; at += 1) {
    const high = text.charCodeAt(at)
    if (high < 0xd800 || high > 0xdbff) continue
    const low = text.charCodeAt(at + 1)
    if (low >= 0xdc00 && low <= 0xdfff) count -= 1
  }
  return count
}

const minLength: Keyword = (limit) => {
  if (typeof limit !== 'number') return undefined
  const message = `must be at least ${counted(limit, 'character')} long`
  return (value, pass) => {
    if (typeof value === 'string' && characters(value) < limit)
      pass.fail('minLength', { message, target: limit, cause: value, value })
  }
}

const maxLength: Keyword = (limit) => {
  if (typeof limit !== 'number') return undefined
  const message = `must be at most ${counted(limit, 'character')} long`
  return (value, pass) => {
    if (typeof value === 'string' && value.length > limit && characters(value) > limit)
      pass.fail('maxLength', { message, target: limit, cause: value, value })
  }
}

const pattern: Keyword = (source) => {
  if (typeof source !== 'string') return undefined
  const expression = compilePattern(source)
  const message = `must match the pattern ${source}`
  return (value, pass) => {
    if (typeof value === 'string' && !expression.test(value))
      pass.fail('pattern', { message, target: source, value })
  }
}

const format: Keyword = (name) => {
  if (typeof name !== 'string') return undefined
  const message = `must be written as ${name}`
  return (value, pass) => {
    if (typeof value === 'string' && !isFormat(name, value))
      pass.fail('wrong_format', { message, value, format: name })
  }
}

export const textKeywords: readonly (readonly [string, Keyword])[] = [
  ['minLength', minLength],
  ['maxLength', maxLength],
  ['pattern', pattern],
  ['format', format],
]
