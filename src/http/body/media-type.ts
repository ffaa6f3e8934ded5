import { emptyAnswer, type Failure } from '../../failures.ts'

/** A media type with its parameters (RFC 9110 §8.3.1). */
export interface MediaType {
  /** `type/subtype`, lower case, without parameters. */
  readonly essence: string
  /** By lower-case name; values as sent, unquoted. */
  readonly parameters: ReadonlyMap<string, string>
}

const none: ReadonlyMap<string, string> = new Map()
const essencePattern = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+$/
const parameterPattern =
  /[ \t]*;[ \t]*(?:([\w!#$%&'*+.^`|~-]+)=([\w!#$%&'*+.^`|~-]+|"(?:[^"\\]|\\.)*"))?[ \t]*/y

/** Reads a media type; a malformed one gives undefined. */
export function parseMediaType(text: string): MediaType | undefined {
  const semicolon = text.indexOf(';')
  const essence = (semicolon < 0 ? text : text.slice(0, semicolon)).trim().toLowerCase()
  if (!essencePattern.test(essence)) return undefined
  if (semicolon < 0) return { essence, parameters: none }
  const parameters = new Map<string, string>()
  parameterPattern.lastIndex = semicolon
  while (parameterPattern.lastIndex < text.length) {
    const match = parameterPattern.exec(text)
    if (!match) return undefined
    const [, name, value] = match
    if (name !== undefined && value !== undefined) parameters.set(name.toLowerCase(), unquoted(value))
  }
  return { essence, parameters }
}

function unquoted(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(.)/g, '$1') : value
}

const json: MediaType = { essence: 'application/json', parameters: none }

/**
 * Media type of a request body. An absent header means JSON (core.md §5); a malformed one fails with 400
 * without a body (core.md §1).
 */
export function contentTypeOf(header: string | undefined): MediaType | Failure {
  if (header === undefined) return json
  return parseMediaType(header) ?? emptyAnswer(400)
}

/** Tells whether `type/subtype` fits a pattern: the same, `type/*`, or anything. */
export function mediaTypeMatches(essence: string, pattern: string): boolean {
  if (pattern === essence || pattern === '*/*') return true
  return pattern.endsWith('/*') && essence.startsWith(pattern.slice(0, -1))
}
