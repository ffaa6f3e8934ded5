import { parseArgs } from 'node:util'
import { enginesOf, type Figure } from './figures/figure.ts'

/** How a run of the benchmarks was asked for. */
export interface BenchOptions {
  /** What the server keeps its documents in. */
  readonly engine: 'sqlite' | 'postgres'
  /** Figures to measure, by name; empty: all. */
  readonly only: readonly string[]
  /** How often each server is measured, by turns. */
  readonly rounds: number
  /** How long each server is loaded in a round, in seconds. */
  readonly seconds: number
  /** How long each server is loaded before it is measured, so that its code is compiled, in seconds. */
  readonly warmUpSeconds: number
  /** How many call records there are. */
  readonly callRecords: number
  /** Folder for the databases; it should lie on a disk, not in memory. */
  readonly folder: string
}

const usage = `usage: npm run bench -- [--engine ENGINE] [--quick] [--only NAME]... [--folder FOLDER]

  --engine ENGINE  sqlite, or postgres: the figures on a PostgreSQL server that is started for them
  --quick          3 rounds of one second and 100,000 call records: about a minute, and rough figures
  --only NAME      this figure only; may be given several times. Names with ENGINE:
                   NAMES
  --folder FOLDER  where the databases are made (about 4 GB, removed at the end); default: .runtime
`

/** Reads the command line; a text is what to tell the user instead of a run. */
export function readOptions(
  argv: readonly string[],
  figures: readonly Figure[],
  usualFolder: string,
): BenchOptions | string {
  const namesOn = (engine: BenchOptions['engine']): string =>
    figures
      .filter((figure) => enginesOf(figure).includes(engine))
      .map(({ name }) => name)
      .join(', ')
  const helpFor = (engine: BenchOptions['engine']): string =>
    usage.replace('ENGINE:', `${engine}:`).replace('NAMES', namesOn(engine))
  let values
  try {
    values = parseArgs({
      args: [...argv],
      options: {
        engine: { type: 'string', default: 'sqlite' },
        quick: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
        folder: { type: 'string', default: usualFolder },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n\n${helpFor('sqlite')}`
  }
  const { quick, only, folder, engine } = values
  if (engine !== 'sqlite' && engine !== 'postgres')
    return `there is no engine ${engine}\n\n${helpFor('sqlite')}`
  const help = helpFor(engine)
  if (values.help) return help
  for (const name of only) {
    const figure = figures.find((each) => each.name === name)
    if (!figure) return `no figure is named ${name}\n\n${help}`
    if (!enginesOf(figure).includes(engine))
      return `${name} is not measured on ${engine}, only on ${enginesOf(figure).join(' and ')}\n\n${help}`
  }
  return quick
    ? { engine, only, folder, rounds: 3, seconds: 1, warmUpSeconds: 2, callRecords: 100_000 }
    : { engine, only, folder, rounds: 5, seconds: 2, warmUpSeconds: 12, callRecords: 1_000_000 }
}
