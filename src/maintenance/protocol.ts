import { isJsonObject } from '../json.ts'
import type { Json } from '../json.ts'

/*
 * What `sup` and the server say to each other over the admin socket: one line of
 * JSON with the call, then lines with output as it comes, and a last line with the end.
 */

/** A call. */
export interface MaintenanceRequest {
  readonly module: string
  readonly function: string
  readonly args: readonly string[]
  /** The arguments are written as terms. */
  readonly erlTerms: boolean
}

/** How a call ended. */
export type MaintenanceEnd =
  /** `result` in term notation; `ok`: it is the atom `ok`. With `exit` there is no result but an exit code. */
  | { readonly result: string; readonly ok: boolean; readonly exit?: number }
  /** `unknown`: no such function, or other arguments; `failed`: the function broke off. */
  | { readonly error: 'unknown' | 'failed'; readonly message: string }

/** A line of the server. */
export type MaintenanceReply = { readonly out: string } | MaintenanceEnd

/** A longer line is refused. */
export const longestLineBytes = 4 * 1024 * 1024

/** Writes a line of the conversation. */
export function writeLine(message: MaintenanceRequest | MaintenanceReply): string {
  return `${JSON.stringify(message)}\n`
}

/** Reads the line of a call; `undefined` when it is none. */
export function readRequest(line: string): MaintenanceRequest | undefined {
  const value = parse(line)
  if (!isJsonObject(value)) return undefined
  const { module, function: name, args, erlTerms } = value
  if (typeof module !== 'string' || typeof name !== 'string' || !Array.isArray(args)) return undefined
  const items: readonly unknown[] = args
  const texts = items.filter((arg) => typeof arg === 'string')
  if (texts.length !== items.length) return undefined
  return { module, function: name, args: texts, erlTerms: erlTerms === true }
}

/** Reads a line of the server; `undefined` when it is none. */
export function readReply(line: string): MaintenanceReply | undefined {
  const value = parse(line)
  if (!isJsonObject(value)) return undefined
  const { out, result, ok, exit, error, message } = value
  if (typeof out === 'string') return { out }
  if (typeof result === 'string' && typeof ok === 'boolean') {
    return { result, ok, ...(typeof exit === 'number' && { exit }) }
  }
  if ((error === 'unknown' || error === 'failed') && typeof message === 'string') return { error, message }
  return undefined
}

/**
 * Cuts a stream of bytes into lines. The last, unfinished one is left out. Throws
 * a `RangeError` when a line gets too long.
 */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let waiting: Buffer[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      yield Buffer.concat([...waiting, chunk.subarray(start, end)]).toString('utf8')
      waiting = []
      bytes = 0
      start = end + 1
    }
    bytes += chunk.length - start
    if (bytes > longestLineBytes) throw new RangeError('the line is too long')
    waiting.push(chunk.subarray(start))
  }
}

function parse(line: string): Json | undefined {
  try {
    return JSON.parse(line) as Json
  } catch {
    return undefined
  }
}
