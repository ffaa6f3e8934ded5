import { BodyFault, undecodable } from './faults.ts'
import { parseMediaType } from './media-type.ts'

/** Longest media type looked for in a data URI. */
const maxHead = 1024
const scheme = 'data:'
const alphabet = /^[A-Za-z0-9+/]*$/

/** A base64 upload: its content type, and its bytes decoded as they arrive. */
export interface Base64Upload {
  readonly contentType: string
  readonly content: AsyncGenerator<Buffer>
}

/**
 * Opens base64 text or a data URI (core.md §5, RFC 2397). A type named in the data URI replaces
 * `fallbackType`. Throws a `BodyFault` with `file.encoding` (also while the content is read) when the text is
 * not base64.
 */
export async function openBase64(
  source: AsyncGenerator<Buffer>,
  fallbackType: string,
): Promise<Base64Upload> {
  let head = ''
  for (;;) {
    const comma = head.indexOf(',')
    const start = head.slice(0, scheme.length)
    if (start !== scheme.slice(0, start.length)) break
    if (comma > maxHead || (comma < 0 && head.length > maxHead)) throw new BodyFault(undecodable())
    if (comma >= 0) {
      const contentType = declaredType(head.slice(scheme.length, comma)) ?? fallbackType
      return { contentType, content: decoded(head.slice(comma + 1), source) }
    }
    const next = await source.next()
    if (next.done) break
    head += next.value.toString('latin1')
  }
  return { contentType: fallbackType, content: decoded(head, source) }
}

function declaredType(head: string): string | undefined {
  const text = head.replaceAll(' ', '').replace(/;base64$/, '')
  const essence = parseMediaType(text)?.essence
  return essence === 'application/base64' ? 'application/octet-stream' : essence
}

async function* decoded(head: string, source: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let rest = ''
  const take = (text: string): Buffer => {
    const payload = rest + text.replaceAll(/[ \r\n]/g, '')
    // What may be the end, padding included, waits: only the end may have any.
    const whole = Math.max(0, payload.length - 4) & ~3
    rest = payload.slice(whole)
    return decodeQuads(payload.slice(0, whole))
  }
  yield take(head)
  for await (const chunk of source) yield take(chunk.toString('latin1'))
  yield decodeQuads(rest.replace(/={1,2}$/, ''))
}

function decodeQuads(text: string): Buffer {
  if (!alphabet.test(text) || text.length % 4 === 1) throw new BodyFault(undecodable())
  return Buffer.from(text, 'base64')
}
