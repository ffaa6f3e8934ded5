import autocannon from 'autocannon'
import type { Load } from './load.ts'

/** Requests at a steady pace, whatever the server can do. */
export interface Pace extends Pick<Load, 'server' | 'headers' | 'paths' | 'seconds'> {
  /** Requests a second, by all connections. */
  readonly rate: number
  readonly connections: number
}

/** How long each answer took, in milliseconds. Fails when an answer is not a success. */
export async function latencies(pace: Pace): Promise<readonly number[]> {
  const { server, headers, paths, seconds, rate, connections } = pace
  const times: number[] = []
  const { promise, resolve, reject } = Promise.withResolvers<autocannon.Result>()
  const options = {
    url: server.url,
    connections,
    duration: seconds,
    overallRate: rate,
    headers: { ...headers },
    requests: paths.map((path) => ({ method: 'GET' as const, path })),
  }
  const run = autocannon(options, (error: unknown, result) => {
    if (error instanceof Error) reject(error)
    else resolve(result)
  })
  run.on('response', (_client: unknown, _status: number, _bytes: number, milliseconds: number) => {
    times.push(milliseconds)
  })
  const result = await promise
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${String(result.non2xx)} answers were no successes, ${String(result.errors)} errors`)
  return times
}

/** The time that all but the slowest answers took less than; `share` is theirs, such as 0.99. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
