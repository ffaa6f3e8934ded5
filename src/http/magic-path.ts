import { deflateRawSync, inflateRawSync, inflateSync } from 'node:zlib'
import type { SystemConfig } from '../documents/system-config.ts'

/** Paths that may be reached without a token by those who know them (core.md §30). */
const defaultPatterns = [
  '/:version/accounts/:account_id/vmboxes/:box_id/messages/:message_id/raw',
  '/:version/accounts/:account_id/faxes/:direction/:fax_id/attachment',
  '/:version/accounts/:account_id/presence/:reportid',
]

/** Longest path a magic path may unfold to, in bytes. */
const longest = 1024

/** Makes the segment that stands for an API path in links of e-mails (core.md §30). */
export function magicSegment(path: string): string {
  return deflateRawSync(path).toString('hex')
}

/** The API path a magic path stands for, when it is one of those allowed; otherwise `undefined`. */
export function magicPath(path: string, config: SystemConfig): string | undefined {
  for (const segment of path.split('/')) {
    const real = /^(?:[0-9a-f]{2}){4,}$/i.test(segment) ? unfolded(segment) : undefined
    if (real !== undefined) return patterns(config).some((pattern) => fits(pattern, real)) ? real : undefined
  }
  return undefined
}

function unfolded(segment: string): string | undefined {
  const bytes = Buffer.from(segment, 'hex')
  for (const inflate of [inflateRawSync, inflateSync]) {
    try {
      const text = inflate(bytes, { maxOutputLength: longest }).toString('utf8')
      if (text.startsWith('/v2/')) return text
    } catch {
      // Not compressed in this form: an ordinary path may look like hex.
    }
  }
  return undefined
}

function patterns(config: SystemConfig): readonly string[] {
  const configured = config.value('crossbar', 'magic_path_patterns')
  return Array.isArray(configured) ? configured.filter((each) => typeof each === 'string') : defaultPatterns
}

function fits(pattern: string, path: string): boolean {
  const wanted = pattern.split('/')
  const given = path.split('/')
  return (
    wanted.length === given.length &&
    wanted.every((segment, at) => (segment.startsWith(':') && given[at] !== '') || segment === given[at])
  )
}
