/** Who asks, in the order of the table's columns. The account in a path is that of `user` and `admin`. */
export const callers = [
  'nobody',
  'expired',
  'user',
  'admin',
  'sibling',
  'child',
  'parent',
  'reseller',
  'superduper',
] as const

export type Caller = (typeof callers)[number]

/**
 * What a caller is told: `ok` has got past authorisation and found what it named, whatever comes of the request
 * then (a success, a validation error, a failed precondition); the others are the status.
 */
export type Cell = 'ok' | '401' | '403' | '404' | '405'

/** A line of the table: an operation on ids of one kind, and what each caller is told. */
export interface Line {
  readonly verb: string
  /** With parameters in braces, from the account on or from the module's name on. */
  readonly path: string
  /** Which ids: `-` where the path has none. */
  readonly ids: string
  readonly cells: Readonly<Record<Caller, Cell>>
}

const headings = ['verb', 'path', 'ids', ...callers]

/** What a line is known by. */
export function lineName({ verb, path, ids }: Pick<Line, 'verb' | 'path' | 'ids'>): string {
  return ids === '-' ? `${verb} ${path}` : `${verb} ${path}, ${ids}`
}

/** The lines of a table; fails on one that is not as it should be. */
export function parseTable(text: string): readonly Line[] {
  const [first, ...rows] = text.split('\n').filter((row) => row !== '' && !row.startsWith('#'))
  if (first !== headings.join('\t')) throw new Error(`the columns are not ${headings.join(', ')}`)
  const lines = rows.map(parseLine)
  const names = lines.map(lineName)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw new Error(`two lines for ${twice}`)
  return lines
}

/** The lines as a file, with comments in front. */
export function formatTable(comments: readonly string[], lines: readonly Line[]): string {
  const rows = lines.map(({ verb, path, ids, cells }) => [
    verb,
    path,
    ids,
    ...callers.map((who) => cells[who]),
  ])
  return [
    ...comments.map((each) => `# ${each}`.trimEnd()),
    ...[headings, ...rows].map((row) => row.join('\t')),
  ]
    .map((row) => `${row}\n`)
    .join('')
}

function parseLine(row: string): Line {
  const [verb = '', path = '', ids = '', ...cells] = row.split('\t')
  if (cells.length !== callers.length || !cells.every(isCell)) throw new Error(`not understood: ${row}`)
  const byCaller = Object.fromEntries(callers.map((who, at) => [who, cells[at]])) as Record<Caller, Cell>
  return { verb, path, ids, cells: byCaller }
}

/** Whether a text can stand in a cell. */
export function isCell(text: string): text is Cell {
  return ['ok', '401', '403', '404', '405'].includes(text)
}
