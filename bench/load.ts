import autocannon from 'autocannon'
import type { ServerProcess } from './servers.ts'

/** What a server did under load. */
export interface Measure {
  /** Requests (or records) a second. */
  readonly perSecond: number
  /** Processor time of the server for one of them, in microseconds; `undefined` where the system does not tell. */
  readonly microseconds: number | undefined
}

/** Load on a server. */
export interface Load {
  readonly server: ServerProcess
  readonly connections: number
  readonly seconds: number
  readonly headers: Readonly<Record<string, string>>
  readonly method?: 'GET' | 'PUT'
  /** Asked for one after the other, by every connection. */
  readonly paths: readonly string[]
  /** Makes the body of a request. */
  readonly body?: () => string
}

/** Loads a server for some seconds. Fails when an answer is not a success. */
export async function measure(load: Load): Promise<Measure> {
  const { server, connections, seconds, headers, method = 'GET', paths, body } = load
  return measured(server, async () => {
    const result = await autocannon({
      url: server.url,
      connections,
      duration: seconds,
      headers: { ...headers },
      requests: paths.map((path) => ({
        method,
        path,
        ...(body && { setupRequest: (request: object) => ({ ...request, body: body() }) }),
      })),
    })
    if (result.non2xx > 0 || result.errors > 0)
      throw new Error(
        `${String(result.non2xx)} answers of ${server.url} were no successes, ${String(result.errors)} errors`,
      )
    return result['2xx']
  })
}

/** Measures a server while `run` loads it, which gives back how many answers there were. */
export async function measured(server: ServerProcess, run: () => Promise<number>): Promise<Measure> {
  const used = server.processorSeconds
  const began = performance.now()
  const count = await run()
  const elapsed = (performance.now() - began) / 1000
  const usedNow = server.processorSeconds
  return {
    perSecond: count / elapsed,
    microseconds: used === undefined || usedNow === undefined ? undefined : ((usedNow - used) * 1e6) / count,
  }
}
