import type { Installation } from '../installation.ts'
import type { BenchOptions } from '../options.ts'
import type { Row } from '../table.ts'

/** What a figure is measured with. */
export interface Bench {
  readonly options: BenchOptions
  readonly installation: Installation
  /** Makes another installation. */
  readonly install: () => Promise<Installation>
}

/** Something to measure. */
export interface Figure {
  /** For `--only`. */
  readonly name: string
  /** Whether the call records have to be there; such figures come last. */
  readonly callRecords?: boolean
  /** The engines it can be measured on; SQLite only unless given. */
  readonly engines?: readonly BenchOptions['engine'][]
  measure(bench: Bench): Promise<readonly Row[]>
}

/** The engines that a figure is measured on. */
export function enginesOf({ engines = ['sqlite'] }: Figure): readonly BenchOptions['engine'][] {
  return engines
}
