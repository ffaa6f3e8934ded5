import { createRequire } from 'node:module'
import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'
import type prettyPrinter from 'pino-pretty'
import { keepChild } from './level.ts'
import { redact } from './redaction.ts'
import { lineTime } from './line-time.ts'

/** Writes log lines; `log.info({ fields }, 'message')`. Never give it message bodies. */
export type Log = Logger

/** How severe a line must be to be written. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'

/** Lines that wait because nobody reads standard output are dropped beyond this many bytes. */
const mostWaitingBytes = 16 * 1024 * 1024

/**
 * Makes the log of a process: JSON lines on standard output, written without
 * making the caller wait, and the rest at exit; or lines for people when `pretty`.
 * Values of secret fields are replaced (see redaction.ts), those bound to a child log excepted.
 */
export function createLog(
  options: { readonly level: LogLevel; readonly pretty?: boolean; readonly worker?: number },
  destination: DestinationStream = options.pretty ? prettyOutput() : standardOutput(),
): Log {
  return pino(
    {
      level: options.level,
      base: { pid: process.pid, ...(options.worker !== undefined && { worker: options.worker }) },
      timestamp: lineTime,
      formatters: { level: (level) => ({ level }), log: redact },
    },
    destination,
  )
}

/** The log of one part of the program: its lines carry `component`. */
export function componentLog(log: Log, component: string): Log {
  return keepChild(log, log.child({ component }))
}

/** A log that writes nothing, for tests and for tools that have no log. */
export function silentLog(): Log {
  return pino({ level: 'silent', enabled: false })
}

/** Lines are written in pieces of so many characters, since each write costs as much as several lines. */
const pieceLength = 16_384
/** How long a line waits for others at most, in milliseconds. */
const longestWaitMs = 50

function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: false, maxLength: mostWaitingBytes })
  let waiting = ''
  let flushing: NodeJS.Timeout | undefined
  const flush = (): void => {
    clearTimeout(flushing)
    flushing = undefined
    output.write(waiting)
    waiting = ''
  }
  const flushSync = (): void => {
    if (waiting !== '') flush()
    output.flushSync()
  }
  process.prependListener('exit', flushSync)
  const stream: DestinationStream & { flushSync(): void } = {
    write(line) {
      waiting += line
      if (waiting.length >= pieceLength) flush()
      else flushing ??= setTimeout(flush, longestWaitMs).unref()
    },
    // Asked for after a fatal line.
    flushSync,
  }
  return stream
}

function prettyOutput(): DestinationStream {
  // Loaded only where lines are for people.
  const pretty = createRequire(import.meta.url)('pino-pretty') as typeof prettyPrinter
  return pretty({
    destination: 1,
    sync: true,
    colorize: process.stdout.isTTY,
    ignore: 'pid',
    translateTime: 'SYS:HH:MM:ss.l',
  })
}
