import { constants } from 'node:os'
import type { Log } from '../logging/log.ts'

/**
 * A key press reaches the whole process group, and npm and the launcher pass it
 * on besides: repetitions within this time are the same request.
 */
const sameRequestMs = 500

/**
 * Resolves when the process is asked to stop: by SIGTERM, SIGINT (Ctrl-C) or SIGHUP,
 * or because the launcher that started it is gone. A second signal ends it at once.
 */
export function stopRequest(log: Log): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  let askedAt: number | undefined
  const onSignal = (signal: NodeJS.Signals): void => {
    const now = performance.now()
    if (askedAt === undefined) {
      askedAt = now
      log.info({ signal }, 'stopping')
      resolve(undefined)
    } else if (now - askedAt > sameRequestMs) {
      log.warn({ signal }, 'ending at once')
      process.exit(128 + constants.signals[signal])
    }
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onSignal)
  process.once('disconnect', () => {
    log.info('stopping, since the process that started this one is gone')
    resolve(undefined)
  })
  return promise
}
