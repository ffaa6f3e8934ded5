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
import { checkFormatAndTypes, lint, root } from './checks.ts'
import { writeGroups } from './test-groups.ts'

type Engine = 'sqlite' | 'postgres'

const everyTest = ['src/**/*.test.ts', 'test/**/*.test.ts']
/** What holds on every engine: all that speaks HTTP to a server of `useServer`. */
const everyEngine = ['test/api/**/*.test.ts', 'test/core/**/*.test.ts']

const { engine, args } = takeEngine(process.argv.slice(2))
const flags = args.filter((arg) => arg.startsWith('-'))
const files = args.filter((arg) => !arg.startsWith('-'))
const everything = process.argv.length === 2
const failures: string[] = []

// The linter takes a minute of one processor: the tests run beside it.
const linting = everything ? lint() : []
if (everything) failures.push(...(await checkFormatAndTypes()))

const postgres = await startSharedServer()
try {
  if (engine !== 'postgres' && !(await passes('sqlite', everyTest))) failures.push('tests')
  if (engine === 'postgres' || args.length === 0) {
    console.log('\nThe API on PostgreSQL:')
    if (!(await passes('postgres', everyEngine))) failures.push('tests on PostgreSQL')
  }
} finally {
  await postgres.remove()
}
failures.push(...(await linting))
if (failures.length > 0) {
  console.error(`\nFailed: ${failures.join(', ')}`)
  process.exitCode = 1
}

/**
 * Runs the test files that the arguments name, or else all that match, with the servers of tests on an engine; tells
 * whether all passed. All of them share processes; when there are arguments, each file is a process.
 */
async function passes(on: Engine, all: readonly string[]): Promise<boolean> {
  const named = files.length > 0 ? files : all
  const programs = args.length > 0 ? named : await writeGroups(on, all)
  const child = spawn(
    process.execPath,
    [
      '--test',
      '--test-reporter=spec',
      // One more than there are processors: tests of faults spend much of their time waiting.
      `--test-concurrency=${String(Math.max(2, availableParallelism()) + 1)}`,
      '--test-timeout=300000',
      ...flags,
      ...programs,
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        CROSSBAR_TEST_POSTGRES: postgres.url(),
        CROSSBAR_TEST_ENGINE: on,
        // What all processes load need not be compiled by each.
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
