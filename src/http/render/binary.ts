import { answer, type Failure } from '../../failures.ts'
import { parseMediaType } from '../body/media-type.ts'
import { contentDisposition } from './download.ts'

/** A stored binary that is asked for. */
export interface Binary {
  /** Length in bytes. */
  readonly bytes: number
  /** As stored; `application/octet-stream` is sent for an unknown or malformed one. */
  readonly contentType?: string | undefined
  readonly fileName?: string | undefined
  /** Shown by the client rather than saved. */
  readonly isInline?: boolean
}

/** How a binary is sent: `start` to `end` inclusive, `length` bytes in all (0 when there are none). */
export interface BinaryPlan {
  readonly status: 200 | 206
  readonly headers: Readonly<Record<string, string>>
  readonly start: number
  readonly end: number
  readonly length: number
}

/**
 * Plans the answer with a binary (core.md §23, media-and-messaging.md "Sending a binary"). One range
 * `bytes=S-E` or `bytes=S-` within the content gives 206; one that covers everything, a suffix, several, an
 * end beyond the content or anything malformed gives the whole, with `content-range` saying so.
 *
 * Fails with 416 when an open range starts beyond the end.
 */
export function planBinary(binary: Binary, range: string | undefined): BinaryPlan | Failure {
  const { bytes } = binary
  const [start, end] = range === undefined || bytes === 0 ? [0, bytes - 1] : chosenRange(range, bytes)
  if (start >= bytes && bytes > 0) {
    return answer(416, 'range not satisfiable', {}, { 'content-range': `bytes */${bytes}` })
  }
  const length = end - start + 1
  const headers: Record<string, string> = {
    'content-type': sentType(binary.contentType),
    'content-length': String(length),
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
  }
  if (binary.fileName !== undefined || binary.isInline) {
    const kind = binary.isInline ? 'inline' : 'attachment'
    headers['content-disposition'] = contentDisposition(kind, binary.fileName ?? '', 'as needed')
  }
  if (range !== undefined && bytes > 0) headers['content-range'] = `bytes ${start}-${end}/${bytes}`
  return { status: length === bytes ? 200 : 206, headers, start, end, length }
}

function chosenRange(range: string, bytes: number): readonly [start: number, end: number] {
  const whole = [0, bytes - 1] as const
  const match = /^\s*bytes\s*=\s*(\d{1,15})-(\d{0,15})\s*$/i.exec(range)
  if (!match) return whole
  const start = Number(match[1])
  if (match[2] === '') return [start, bytes - 1]
  const end = Number(match[2])
  return start <= end && end < bytes ? [start, end] : whole
}

function sentType(stored: string | undefined): string {
  const isSendable = stored !== undefined && /^[ -~]+$/.test(stored) && parseMediaType(stored) !== undefined
  return isSendable ? stored : 'application/octet-stream'
}
