import { setTimeout as pause } from 'node:timers/promises'
import { settleMs } from '../installation.ts'
import { measureLean } from '../lean-load.ts'
import type { Measure } from '../load.ts'
import { childrenOf, processorSeconds } from '../process-facts.ts'
import { inRounds } from '../rounds.ts'
import { startCrossbar } from '../servers.ts'
import { comparison } from '../table.ts'
import type { Figure } from './figure.ts'

/** As many as ask for two workers. With few, two workers have less to send to PostgreSQL at a time than one. */
const connections = 256

/**
 * GET of one device with two workers, against one. The load generator and the database share the processors with the
 * workers, so what counts is not the clock but the workers' processor time: how many requests are answered while each
 * of them has a second of it. That is what they do in a second that have a processor each, and nothing else on it,
 * since every connection asks again at once: no worker is ever without a request, however the connections are shared
 * out. Whatever workers cost each other is in it. So is what the load generator does to the processors' caches, for
 * which it is one that takes little of them.
 */
export const workers: Figure = {
  name: 'workers',
  engines: ['sqlite', 'postgres'],
  async measure({ installation, options }) {
    const { headers, devices: paths, databaseUrl, dataFolder } = installation
    const where = databaseUrl === undefined ? {} : { CROSSBAR_DATABASE_URL: databaseUrl }
    const reads = async (count: number): Promise<Measure> => {
      const { server } = await startCrossbar(dataFolder, { ...where, CROSSBAR_WORKERS: String(count) })
      try {
        await pause(settleMs)
        const processes = count === 1 ? [server.pid] : childrenOf(server.pid)
        if (processes.length !== count) throw new Error(`${String(processes.length)} workers run`)
        const load = { server, connections, headers, paths }
        await measureLean({ ...load, seconds: options.warmUpSeconds })
        const before = processes.map(used)
        const began = performance.now()
        const { perSecond, microseconds } = await measureLean({ ...load, seconds: options.seconds })
        const requests = (perSecond * (performance.now() - began)) / 1000
        const seconds = processes.map((pid, at) => used(pid) - (before[at] ?? 0))
        const each = seconds.reduce((total, one) => total + one, 0) / count
        return { perSecond: requests / each, microseconds }
      } finally {
        await server.stop()
      }
    }
    await installation.stop()
    try {
      const results = await inRounds(options.rounds, { one: () => reads(1), two: () => reads(2) })
      const engine = databaseUrl === undefined ? '' : ', PostgreSQL'
      const title = `GET one device, two workers to one (while each has a second of a processor)${engine}`
      return [comparison(title, 'req/s', results.two, results.one, 1.6)]
    } finally {
      await installation.restart()
    }
  },
}

function used(pid: number): number {
  const seconds = processorSeconds(pid)
  if (seconds === undefined) throw new Error('this system does not tell processor times')
  return seconds
}
