import type { Measure } from './load.ts'
import { median, processorTime, ratios, speed } from './rounds.ts'

/** One line of the table. */
export interface Row {
  readonly figure: string
  readonly ours: string
  readonly floor: string
  readonly ratio: string
  readonly target: string
  /** `undefined` where there is no target. */
  readonly met?: boolean
}

/** A comparison of speeds; `least` is the ratio to reach. */
export function comparison(
  figure: string,
  unit: string,
  ours: readonly Measure[],
  floor: readonly Measure[],
  least?: number,
): Row {
  const each = ratios(ours, floor)
  const ratio = median(each)
  const range = `${Math.min(...each).toFixed(2)} to ${Math.max(...each).toFixed(2)}`
  return {
    figure,
    ours: speedText(ours, unit),
    floor: speedText(floor, unit),
    ratio: `${ratio.toFixed(2)} (${range})`,
    target: least === undefined ? '' : `at least ${least.toFixed(2)}`,
    ...(least !== undefined && { met: ratio >= least }),
  }
}

/** A comparison of costs: how many times as long as the base one of these takes, at most `most` times. */
export function costRow(
  figure: string,
  unit: string,
  measures: readonly Measure[],
  base: readonly Measure[],
  most: number,
): Row {
  const each = ratios(base, measures)
  const ratio = median(each)
  return {
    figure,
    ours: speedText(measures, unit),
    floor: speedText(base, unit),
    ratio: `${ratio.toFixed(2)} (${Math.min(...each).toFixed(2)} to ${Math.max(...each).toFixed(2)})`,
    target: `at most ${most.toFixed(2)}`,
    met: ratio <= most,
  }
}

/** Median speed, and processor time where it is known. */
export function speedText(measures: readonly Measure[], unit: string): string {
  const microseconds = processorTime(measures)
  const text = `${Math.round(speed(measures)).toLocaleString('en-US')} ${unit}`
  return microseconds === undefined ? text : `${text}, ${microseconds.toFixed(1)} µs CPU`
}

const headings: Row = { figure: 'Figure', ours: 'Crossbar', floor: 'Floor', ratio: 'Ratio', target: 'Target' }

/** The table in Markdown, with columns of even width. */
export function markdownTable(rows: readonly Row[]): string {
  const lines = [cells(headings, 'Met'), ...rows.map((row) => cells(row, metText(row.met)))]
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  )
  const printed = lines.map(
    (line) => `| ${line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`,
  )
  printed.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`)
  return printed.join('\n')
}

function cells(row: Row, met: string): readonly string[] {
  return [row.figure, row.ours, row.floor, row.ratio, row.target, met]
}

function metText(met: boolean | undefined): string {
  if (met === undefined) return ''
  return met ? 'yes' : 'MISSED'
}
