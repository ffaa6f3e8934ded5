/*
 * `npm test`: format, lint and types, then all tests. With arguments, which go to
 * Node's test runner, only the tests they name: `npm test -- --test-name-pattern=realm src/settings.test.ts`.
 */
import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { root, runChecks } from './checks.ts'

const everyTest = ['src/**/*.test.ts', 'test/**/*.test.ts']

const args = process.argv.slice(2)
const failures = args.length === 0 ? [...(await runChecks())] : []
const flags = args.filter((arg) => arg.startsWith('-'))
const files = args.filter((arg) => !arg.startsWith('-'))
const tests = spawnSync(
  process.execPath,
  [
    '--test',
    '--test-reporter=spec',
    `--test-concurrency=${String(Math.max(2, availableParallelism()))}`,
    '--test-timeout=300000',
    ...flags,
    ...(files.length === 0 ? everyTest : files),
  ],
  { cwd: root, stdio: 'inherit' },
)
if (tests.status !== 0) failures.push('tests')
if (failures.length > 0) {
  console.error(`\nFailed: ${failures.join(', ')}`)
  process.exitCode = 1
}
