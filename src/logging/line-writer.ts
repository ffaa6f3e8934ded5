import { pino, type DestinationStream, type Logger } from 'pino'
import { lineTime } from './line-time.ts'

/** Writes a line at level `info`; the members are JSON text, `"a":1,"b":2`, and made only for a line that is written. */
export type LineWriter = (members: () => string) => void

/**
 * Writes lines that are all of one kind, many of them: the same lines as `log.info({ … }, message)`, for a fraction
 * of what looking at every field costs. Nothing is looked through for secrets.
 */
export function lineWriter(log: Logger, message: string): LineWriter {
  const output = Reflect.get(log, pino.symbols.streamSym) as DestinationStream
  const bindings = JSON.stringify({ pid: process.pid, ...log.bindings() }).slice(1, -1)
  const end = `,"msg":${JSON.stringify(message)}}\n`
  return (members) => {
    if (log.isLevelEnabled('info'))
      output.write(`{"level":"info"${lineTime()},${bindings},${members()}${end}`)
  }
}
