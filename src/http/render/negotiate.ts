import { emptyAnswer, type Failure } from '../../failures.ts'
import { mediaTypeMatches, parseMediaType } from '../body/media-type.ts'

/** How an answer's body is made. */
export type Form = 'json' | 'csv' | 'pdf' | 'xml' | 'binary' | 'file'

/** One media type an operation can answer with. */
export interface Offer {
  /** `type/subtype`, lower case. */
  readonly mediaType: string
  readonly form: Form
}

/** Offered where an operation names nothing else (core.md §8). */
export const defaultOffers: readonly Offer[] = [
  { mediaType: 'application/json', form: 'json' },
  { mediaType: 'application/x-json', form: 'json' },
  { mediaType: 'application/octet-stream', form: 'csv' },
  { mediaType: 'text/csv', form: 'csv' },
  { mediaType: 'text/comma-separated-values', form: 'csv' },
]

/**
 * Chooses among the offers by an `Accept` header (core.md §8, RFC 9110 §12.5.1). No header means the first
 * one. The range with the highest q wins; among equals the more specific one, and then the one named last. A
 * range takes the first offer that fits it. Parameters other than q do not matter; `q=0` excludes what it
 * names, unless a more specific range allows it.
 *
 * Fails with 406 when nothing fits and with 400 when the header is malformed, both without a body.
 */
export function negotiate<T extends Offer>(accept: string | undefined, offers: readonly T[]): T | Failure {
  const ranges = parseAccept(accept ?? '*/*')
  if (!ranges) return emptyAnswer(400)
  const allowed = offers.filter(({ mediaType }) => {
    const fitting = ranges.filter(({ essence }) => mediaTypeMatches(mediaType, essence))
    const narrowest = Math.max(...fitting.map(specificity))
    return fitting.some((range) => range.quality > 0 && specificity(range) === narrowest)
  })
  for (const { essence, quality } of ranges.toSorted(byPreference)) {
    const offer = quality > 0 && allowed.find(({ mediaType }) => mediaTypeMatches(mediaType, essence))
    if (offer) return offer
  }
  return emptyAnswer(406)
}

/**
 * Applies the request value `accept` to what was negotiated (core.md §8): `csv` and `pdf` in place of JSON,
 * `major/minor` for the first offer of that type in place of JSON or a binary. Anything else changes nothing.
 */
export function overrideAccept<T extends Offer>(value: unknown, chosen: T, offers: readonly T[]): T | Offer {
  if (typeof value !== 'string' || (chosen.form !== 'json' && chosen.form !== 'binary')) return chosen
  if (chosen.form === 'json' && value === 'csv') return { mediaType: 'text/csv', form: 'csv' }
  if (chosen.form === 'json' && value === 'pdf') return { mediaType: 'application/pdf', form: 'pdf' }
  const wanted = value.toLowerCase()
  return offers.find(({ mediaType }) => mediaType === wanted) ?? chosen
}

interface AcceptRange {
  /** `type/subtype`, `type/*` or anything. */
  readonly essence: string
  readonly quality: number
  readonly parameters: number
  readonly index: number
}

const quality = /^(?:[01]|[01]?\.\d{0,3})$/

function parseAccept(header: string): readonly AcceptRange[] | undefined {
  const items = splitList(header).filter((item) => item !== '')
  if (items.length === 0) return parseAccept('*/*')
  const ranges = items.map((item, index) => parseRange(item, index))
  return ranges.every((range) => range !== undefined) ? ranges : undefined
}

function parseRange(item: string, index: number): AcceptRange | undefined {
  // Some clients write a lone star for any type.
  const type = parseMediaType(item.replace(/^\*(?=\s*(?:;|$))/, '*/*'))
  if (!type || /^\*\/[^*]/.test(type.essence)) return undefined
  const q = type.parameters.get('q') ?? '1'
  if (!quality.test(q) || Number(q) > 1) return undefined
  const parameters = type.parameters.size - (type.parameters.has('q') ? 1 : 0)
  return { essence: type.essence, quality: Number(q), parameters, index }
}

/** Splits at commas outside of quoted strings. */
function splitList(header: string): readonly string[] {
  const items = header.match(/(?:[^",]|"(?:[^"\\]|\\.)*"?)+/g) ?? []
  return items.map((item) => item.trim())
}

function specificity({ essence }: AcceptRange): number {
  if (essence === '*/*') return 0
  return essence.endsWith('/*') ? 1 : 2
}

function byPreference(a: AcceptRange, b: AcceptRange): number {
  return (
    b.quality - a.quality ||
    specificity(b) - specificity(a) ||
    b.parameters - a.parameters ||
    b.index - a.index
  )
}
