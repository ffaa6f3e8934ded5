import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { text } from 'node:stream/consumers'

/** How a program ended, and what it said. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A program that runs. */
export interface RunningProgram {
  readonly process: ChildProcess
  readonly ended: Promise<Ended>
  /** Resolves with the first line on standard output or error that matches; rejects when it ends before. */
  lineLike(pattern: RegExp): Promise<string>
}

/** What a program gets of the caller's settings: where what Node.js compiled is kept. */
const compiled = { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] }

/** Starts Node.js with arguments and an environment that has nothing of the caller's settings. */
export function startNode(
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {},
): RunningProgram {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(CROSSBAR_|NODE_|npm_)/i.test(name))
  const child = spawn(process.execPath, args, {
    cwd: options.cwd,
    env: { ...Object.fromEntries(inherited), ...compiled, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let seen = ''
  const watchers = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      seen += chunk.toString()
      for (const watch of watchers) watch()
    })
  }
  const exited = new Promise<Pick<Ended, 'code' | 'signal'>>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      resolve({ code, signal })
    })
  })
  const ended = Promise.all([exited, text(child.stdout), text(child.stderr)]).then(
    ([exit, stdout, stderr]) => ({
      ...exit,
      stdout,
      stderr,
    }),
  )
  return {
    process: child,
    ended,
    lineLike(pattern) {
      return new Promise((resolve, reject) => {
        const watch = (): void => {
          const line = seen.split('\n').find((each) => pattern.test(each))
          if (line === undefined) return
          watchers.delete(watch)
          resolve(line)
        }
        watchers.add(watch)
        watch()
        void ended.then(() => {
          reject(new Error(`ended without a line like ${String(pattern)}:\n${seen}`))
        }, reject)
      })
    },
  }
}

/** Runs Node.js to its end. */
export function runNode(
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {},
): Promise<Ended> {
  return startNode(args, options).ended
}
