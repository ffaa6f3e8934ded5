import { createContext, Script } from 'node:vm'

/**
 * Regular expressions written by clients, such as those of dial plans: they may be wrong, and
 * they may be made to run for ever. Matching is limited in length and in time.
 */

/** Longest pattern and longest text that are looked at, in UTF-16 units. */
const longestPattern = 512
const longestText = 256

/** How long one match may take, in milliseconds; and when it is tried again, as the machine may just have been busy. */
const patience = 20
const secondPatience = 60

/** How many patterns are remembered. */
const remembered = 500

/** How often a pattern may take too long before it is given up. */
const chances = 3

interface Pattern {
  readonly expression: RegExp
  late: number
  /** Whether no text within the limits can make it slow. */
  readonly harmless: boolean
}

/** Patterns by their source; `null`: not to be used, as it does not compile or took too long. */
const patterns = new Map<string, Pattern | null>()

/**
 * Matches a text with a pattern that is not trusted. Gives the whole match and its groups,
 * as `RegExp.exec` does; `undefined` when it does not match, is no valid expression, is too long, or
 * takes too long.
 */
export function matchUntrusted(source: string, text: string): readonly (string | undefined)[] | undefined {
  if (source.length > longestPattern || text.length > longestText) return undefined
  const pattern = compiled(source)
  if (!pattern) return undefined
  if (pattern.harmless) return pattern.expression.exec(text) ?? undefined
  try {
    return timedTwice(pattern.expression, text)
  } catch {
    pattern.late += 1
    if (pattern.late >= chances) patterns.set(source, null)
    return undefined
  }
}

/** Tells whether a text compiles as a regular expression. */
export function isPattern(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp
  } catch {
    return false
  }
}

function compiled(source: string): Pattern | null {
  const known = patterns.get(source)
  if (known !== undefined) return known
  const pattern = isPattern(source)
    ? { expression: new RegExp(source), late: 0, harmless: isHarmless(source) }
    : null
  if (patterns.size >= remembered) patterns.clear()
  patterns.set(source, pattern)
  return pattern
}

/**
 * Tells whether no text can make an expression slow, so that it is matched without a clock, which on a busy
 * machine would run out for any. Without repeated groups and back references the work grows with the text's length
 * to the power of the number of repetitions; with at most two in each alternative that is little.
 */
export function isHarmless(source: string): boolean {
  if (/\)[*+{]|\\[1-9k]|\(\?[<=!]/.test(source)) return false
  // Escaped characters and sets are single characters here, and `{3}` repeats no more than that.
  const plain = source.replace(/\\.|\[(?:\\.|[^\]\\])*\]/gs, 'x').replace(/\{\d+\}/g, '')
  return alternatives(plain).every((alternative) => {
    const repetitions = alternative.match(/[*+{]/g)?.length ?? 0
    const options = alternative.match(/\?/g)?.length ?? 0
    return repetitions <= 2 && options <= 6
  })
}

/** The alternatives of a whole expression; those within groups are parts of one. */
function alternatives(plain: string): readonly string[] {
  const found = ['']
  let depth = 0
  for (const character of plain) {
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    if (character === '|' && depth === 0) found.push('')
    else found.push((found.pop() ?? '') + character)
  }
  return found
}

const room = createContext(Object.create(null) as object)
const exec = new Script('expression.exec(text)')

function timedTwice(expression: RegExp, text: string): RegExpExecArray | undefined {
  try {
    return timed(expression, text, patience)
  } catch {
    return timed(expression, text, secondPatience)
  }
}

/** Runs a match under the eye of a clock; throws when the time, in milliseconds, is over. */
function timed(expression: RegExp, text: string, timeout: number): RegExpExecArray | undefined {
  Object.assign(room, { expression, text })
  return (exec.runInContext(room, { timeout }) as RegExpExecArray | null) ?? undefined
}
