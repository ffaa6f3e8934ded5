import { readFileSync } from 'node:fs'
import { lineName, parseTable, type Line } from './table.ts'

/** The lines of test/core/permissions.tsv, by what they are known by. */
export function readTable(): ReadonlyMap<string, Line> {
  const text = readFileSync(new URL('../core/permissions.tsv', import.meta.url), 'utf8')
  return new Map(parseTable(text).map((line) => [lineName(line), line]))
}
