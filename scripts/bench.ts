/*
 * `npm run bench`: speed and memory of the server, as ratios to bare servers that run in the same
 * minute on the same machine. See docs/benchmarks.md.
 */
import path from 'node:path'
import { enginesOf } from '../bench/figures/figure.ts'
import { figures } from '../bench/figures/index.ts'
import { Installation } from '../bench/installation.ts'
import { machineFacts } from '../bench/machine.ts'
import { readOptions } from '../bench/options.ts'
import { markdownTable, type Row } from '../bench/table.ts'
import { createDatabase, PostgresServer } from '../test/harness/postgres.ts'
import { root } from './checks.ts'

const options = readOptions(process.argv.slice(2), figures, path.join(root, '.runtime'))
if (typeof options === 'string') {
  console.error(options)
  process.exit(2)
}

const began = performance.now()
const facts = machineFacts()
const postgres = options.engine === 'postgres' ? await PostgresServer.start({ durable: true }) : undefined
let databases = 0
const install = async (): Promise<Installation> => {
  if (!postgres) return await Installation.create(options.folder)
  const name = `bench${String((databases += 1))}`
  await createDatabase(postgres.url(), name)
  return await Installation.create(options.folder, postgres.url(name))
}
const rows: Row[] = []
let installation: Installation | undefined
try {
  installation = await install()
  for (const figure of figures) {
    if (options.only.length > 0 && !options.only.includes(figure.name)) continue
    if (!enginesOf(figure).includes(options.engine)) continue
    console.error(`measuring ${figure.name} ...`)
    if (figure.callRecords === true) await installation.addCallRecords(options.callRecords)

    rows.push(...(await figure.measure({ options, installation, install })))
  }
} finally {
  await installation?.remove()
  await postgres?.remove()
}
console.log(`${facts.map((fact) => `- ${fact}`).join('\n')}\n\n${markdownTable(rows)}`)
console.log(
  `\nMedians of ${String(options.rounds)} rounds, in brackets the lowest and highest ratio of a round; ` +
    `${((performance.now() - began) / 60_000).toFixed(1)} minutes.`,
)
process.exitCode = rows.some(({ met }) => met === false) ? 1 : 0
