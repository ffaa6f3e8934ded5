/*
 * `npm test`: format, lint and types, then all tests, and those of the API once more on PostgreSQL.
 * With arguments, which go to Node's test runner, only the tests they name:
 * `npm test -- --test-name-pattern=realm src/settings.test.ts`; with `--engine postgres` or
 * `--engine sqlite` on that engine.
 */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { startSharedServer } from '../test/harness/postgres.ts'
import { root, runChecks } from './checks.ts'

type Engine = 'sqlite' | 'postgres'

const everyTest = ['src/**/*.test.ts', 'test/**/*.test.ts']
/** What holds on every engine: all that speaks HTTP to a server of `useServer`. */
const everyEngine = ['test/api/**/*.test.ts', 'test/core/**/*.test.ts']

const { engine, args } = takeEngine(process.argv.slice(2))
const flags = args.filter((arg) => arg.startsWith('-'))
const files = args.filter((arg) => !arg.startsWith('-'))
const failures = process.argv.length === 2 ? [...(await runChecks())] : []

const postgres = await startSharedServer()
try {
  if (engine !== 'postgres' && !(await passes('sqlite', files.length > 0 ? files : everyTest)))
    failures.push('tests')
  if (engine === 'postgres' || args.length === 0) {
    console.log('\nThe API on PostgreSQL:')
    if (!(await passes('postgres', files.length > 0 ? files : everyEngine)))
      failures.push('tests on PostgreSQL')
  }
} finally {
  await postgres.remove()
}
if (failures.length > 0) {
  console.error(`\nFailed: ${failures.join(', ')}`)
  process.exitCode = 1
}

/** Runs test files, with the servers of tests on an engine; tells whether all passed. */
async function passes(on: Engine, patterns: readonly string[]): Promise<boolean> {
  const child = spawn(
    process.execPath,
    [
      '--test',
      '--test-reporter=spec',
      `--test-concurrency=${String(Math.max(2, availableParallelism()))}`,
      '--test-timeout=300000',
      ...flags,
      ...patterns,
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        CROSSBAR_TEST_POSTGRES: postgres.url(),
        CROSSBAR_TEST_ENGINE: on,
        // Each file is a process of its own: what they all load need not be compiled by each.
        NODE_COMPILE_CACHE: path.join(root, '.runtime/cache'),
      },
    },
  )
  const ended = Promise.withResolvers<number | null>()
  child.on('error', ended.reject)
  child.on('close', ended.resolve)
  return (await ended.promise) === 0
}

/** Takes `--engine` and its value out of the arguments. */
function takeEngine(all: readonly string[]): { engine: Engine | undefined; args: readonly string[] } {
  const at = all.findIndex((arg) => arg === '--engine' || arg.startsWith('--engine='))
  if (at < 0) return { engine: undefined, args: all }
  const [flag = '', value] = [all[at], all[at + 1]]
  const given = flag.includes('=') ? flag.slice(flag.indexOf('=') + 1) : value
  if (given !== 'sqlite' && given !== 'postgres') {
    console.error('--engine is sqlite or postgres')
    process.exit(2)
  }
  return { engine: given, args: all.toSpliced(at, flag.includes('=') ? 1 : 2) }
}
