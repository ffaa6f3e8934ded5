import { getHeapSpaceStatistics } from 'node:v8'
import { setLogLevel } from '../logging/level.ts'
import type { LogLevel } from '../logging/log.ts'
import type { Services } from '../modules/declaration/services.ts'
import { defineMaintenance, type MaintenanceFunction, NoReturn, Refused } from './registry.ts'
import { ok } from './terms.ts'

/** What the processes of a node say to each other when the level of their logs is set. */
const topic = 'log_level'

/** Levels as operators know them, and those of the log here. */
const levels: ReadonlyMap<string, LogLevel> = new Map([
  ['trace', 'trace'],
  ['debug', 'debug'],
  ['info', 'info'],
  ['notice', 'info'],
  ['warn', 'warn'],
  ['warning', 'warn'],
  ['error', 'error'],
  ['critical', 'fatal'],
  ['alert', 'fatal'],
  ['emergency', 'fatal'],
  ['fatal', 'fatal'],
  ['none', 'silent'],
  ['silent', 'silent'],
])

const setLevel: MaintenanceFunction<Services> = {
  args: 'LEVEL',
  summary: 'Sets the least severe level that this node logs, until it stops',
  run: ([name = ''], _io, { log, config, documents }) => {
    const level = levels.get(name)
    if (level === undefined) return new Refused(`${name} is none of ${[...levels.keys()].join(', ')}`)
    setLogLevel(log, level)
    documents.store.say(topic, { node: config.node, level })
    return ok
  },
}

/** The server’s process (auth-and-system.md, "other modules worth offering"). There is one log: all names set its level. */
export const kazooMaintenance = defineMaintenance<Services>('kazoo_maintenance', {
  syslog_level: setLevel,
  console_level: setLevel,
  error_level: setLevel,
  mem_info: {
    args: '',
    summary: 'Shows the memory of the process that answers',
    run: (_args, io) => {
      io.print(' VM Memory Info:')
      for (const [name, bytes] of Object.entries({ ...process.memoryUsage() }))
        io.print(`  ${name.padEnd(15)} : ${shortened(bytes).padStart(6)}`)
      return ok
    },
  },
  ets_info: {
    args: '',
    summary: 'Shows which parts of the heap of the process that answers hold how much, largest first',
    run: (_args, io) => {
      io.print('heap memory usage:')
      const spaces = getHeapSpaceStatistics().toSorted((a, b) => b.space_used_size - a.space_used_size)
      for (const { space_name: name, space_used_size: bytes } of spaces)
        io.print(`  ${name.padEnd(25)}: ${shortened(bytes).padStart(6)}`)
      return ok
    },
  },
  hotload: {
    args: 'MODULE',
    summary: 'Says why code is not exchanged while the server runs',
    run: ([name = ''], io) => {
      io.print(`ERROR: unable to hotload ${name}: code is read when the server starts, restart it`)
      return new NoReturn()
    },
  },
})

/** Bytes in the largest unit that leaves a whole number of it: `117M`. */
function shortened(bytes: number): string {
  const at = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), 4)
  return `${String(Math.floor(bytes / 1024 ** at))}${'BKMGT'.charAt(at)}`
}

/** Sets the level of this process’s log when another process of the node is told to. */
export function followLogLevel({
  log,
  config,
  documents,
}: Pick<Services, 'log' | 'config' | 'documents'>): void {
  documents.store.hear(topic, ({ node, level }) => {
    const wanted = node === config.node && typeof level === 'string' ? levels.get(level) : undefined
    if (wanted !== undefined) setLogLevel(log, wanted)
  })
}
