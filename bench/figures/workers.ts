import { setTimeout as pause } from 'node:timers/promises'
import { settleMs } from '../installation.ts'
import { measure, type Measure } from '../load.ts'
import { childrenOf, processorSeconds } from '../process-facts.ts'
import { inRounds } from '../rounds.ts'
import { startCrossbar } from '../servers.ts'
import { comparison } from '../table.ts'
import type { Figure } from './figure.ts'

const connections = 64

/**
 * GET of one device with two workers, against one. The load generator shares the processors with the workers, so
 * what counts is not the clock but the processor time of the busiest worker: how many requests are answered in a
 * second of it. That is what two workers do that have a processor each, and nothing else on it. Whatever workers
 * cost each other is in it, and so is an uneven share of the connections.
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
        await measure({ ...load, seconds: options.warmUpSeconds })
        const before = processes.map(used)
        const began = performance.now()
        const { perSecond, microseconds } = await measure({ ...load, seconds: options.seconds })
        const requests = (perSecond * (performance.now() - began)) / 1000
        const busiest = Math.max(...processes.map((pid, at) => used(pid) - (before[at] ?? 0)))
        return { perSecond: requests / busiest, microseconds }
      } finally {
        await server.stop()
      }
    }
    await installation.stop()
    try {
      const results = await inRounds(options.rounds, { one: () => reads(1), two: () => reads(2) })
      const engine = databaseUrl === undefined ? '' : ', PostgreSQL'
      const title = `GET one device, two workers to one (second of the busiest worker)${engine}`
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
