/** What the preconditions of a request are checked against. */
export interface Target {
  readonly method: string
  /** Whether the resource exists; a PUT creates one, so for it this is false. */
  readonly exists: boolean
  /** Entity tag without quotes: the revision of a document, a hash of a list; absent where there is none. */
  readonly etag?: string | undefined
}

interface EntityTag {
  readonly value: string
  readonly weak: boolean
}

/**
 * Evaluates `If-Match` and `If-None-Match` (core.md §11, RFC 9110 §13): 304 or 412, or undefined when the
 * request goes on. A tag without quotes is taken as a strong one, since clients send bare revisions.
 */
export function precondition(
  target: Target,
  ifMatch: string | undefined,
  ifNoneMatch: string | undefined,
): 304 | 412 | undefined {
  if (ifMatch !== undefined && !passesIfMatch(target, ifMatch)) return 412
  if (ifNoneMatch === undefined || !target.exists) return undefined
  const { etag, method } = target
  const isRead = method === 'GET' || method === 'HEAD'
  if (ifNoneMatch.trim() === '*') return isRead ? 304 : 412
  if (etag === undefined) return 412
  if (!parseTags(ifNoneMatch).some(({ value }) => value === etag)) return undefined
  return isRead ? 304 : 412
}

/** The entity tag as it stands in a header. */
export function quotedEtag(etag: string): string {
  return `"${etag}"`
}

function passesIfMatch({ exists, etag }: Target, ifMatch: string): boolean {
  if (!exists) return false
  if (ifMatch.trim() === '*') return true
  return etag !== undefined && parseTags(ifMatch).some(({ value, weak }) => !weak && value === etag)
}

function parseTags(header: string): readonly EntityTag[] {
  return Array.from(header.matchAll(/(W\/)?"([^"]*)"|[^\s,"]+/g), ([whole, weak, quoted]) => ({
    value: quoted ?? whole,
    weak: weak !== undefined,
  }))
}
