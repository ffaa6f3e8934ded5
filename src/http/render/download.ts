import { randomBytes } from 'node:crypto'

/** What names a CSV download (core.md §22): the header first, then the request value. */
export interface CsvNaming {
  /** Header `X-File-Name`. */
  readonly header?: string | undefined
  /** Request value `file_name`; only a text counts. */
  readonly value?: unknown
  readonly isStreamed: boolean
}

/** File name of a CSV download: base name only; `result.csv` or `json_<22 hex>.csv` where none was given. */
export function csvFileName({ header, value, isStreamed }: CsvNaming): string {
  const given = header ?? (typeof value === 'string' ? value : '')
  const name = baseName(given)
  if (name !== '') return name
  return isStreamed ? 'result.csv' : `json_${randomBytes(11).toString('hex')}.csv`
}

/** Last segment of a path, without control characters; empty where nothing usable is left. */
export function baseName(path: string): string {
  const name = path.replaceAll(/\p{C}/gu, '').split(/[/\\]/).at(-1)?.trim() ?? ''
  return name === '.' || name === '..' ? '' : name
}

/** Whether a name stands in quotes: always in CSV downloads, only where it must in binary ones. */
export type Quoting = 'always' | 'as needed'

/**
 * A `content-disposition` with a file name that cannot leave the header (RFC 6266). Names outside of ASCII are
 * sent twice, with an ASCII form for old clients.
 */
export function contentDisposition(
  kind: 'attachment' | 'inline',
  fileName: string,
  quoting: Quoting = 'always',
): string {
  const name = baseName(fileName)
  if (name === '') return kind
  if (quoting === 'as needed' && /^[\w!#$&+.:@^`{}~()[\]-]+$/.test(name)) return `${kind}; filename=${name}`
  const ascii = name.replaceAll(/[^ -~]/gu, '_')
  const quoted = `${kind}; filename="${ascii.replaceAll(/["\\]/g, '\\$&')}"`
  return ascii === name ? quoted : `${quoted}; filename*=UTF-8''${extended(name)}`
}

/** RFC 8187: everything but letters, digits and a few signs percent-encoded. */
function extended(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
