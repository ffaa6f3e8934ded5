import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository. */
export const root = fileURLToPath(new URL('..', import.meta.url))

interface Check {
  readonly name: string
  /** A script of an installed package and its arguments. */
  readonly command: readonly [string, ...string[]]
}

const prettier: Check = {
  name: 'format (prettier)',
  command: [
    'prettier/bin/prettier.cjs',
    '--check',
    '--log-level=warn',
    '--cache',
    '--cache-strategy=content',
    '--cache-location=.runtime/prettier-cache',
    '.',
  ],
}
/** Results are kept for unchanged files, except in CI: a type changed elsewhere may alter them. */
const cache = ['--cache', '--cache-strategy=content', '--cache-location=.runtime/eslint-cache']
const eslint: Check = {
  name: 'lint (eslint)',
  command: ['eslint/bin/eslint.js', '--max-warnings=0', ...(process.env['CI'] ? [] : cache), '.'],
}
const types: Check = { name: 'types (tsc)', command: ['typescript/bin/tsc', '--noEmit', '--pretty', 'false'] }

/** Checks format and types. Gives back the names of those that failed. */
export async function checkFormatAndTypes(): Promise<readonly string[]> {
  return [...(await run(prettier)), ...(await run(types))]
}

/** Checks with the linter, which takes the longest. Gives back its name when it failed. */
export function lint(): Promise<readonly string[]> {
  return run(eslint)
}

/** Prints a line for a check, with what it had to say when it failed (or, in CI, always). */
async function run(check: Check): Promise<readonly string[]> {
  const started = performance.now()
  const [script, ...args] = check.command
  const child = spawn(process.execPath, [path.join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
  const ended = Promise.withResolvers<number | null>()
  child.on('error', ended.reject)
  child.on('close', ended.resolve)
  const passed = (await ended.promise) === 0
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${passed ? '✔' : '✖'} ${check.name} (${seconds} s)`)
  const text = Buffer.concat(output).toString().trim()
  if (text !== '' && (!passed || process.env['CI'])) console.log(text)
  return passed ? [] : [check.name]
}
