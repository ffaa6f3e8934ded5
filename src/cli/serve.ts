import { flushCompileCache } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLog } from '../logging/log.ts'
import type { Log } from '../logging/log.ts'
import { unknownVariables } from '../settings.ts'
import type { Settings } from '../settings.ts'
import type { WorkerPlace } from '../workers/place.ts'
import { exitCodes } from './command.ts'
import { firstAccountNotice } from './first-account-notice.ts'
import type { FirstAccount } from './first-account-notice.ts'
import { startFailure } from './start-failure.ts'
import { releaseStartUpMemory } from './start-up-memory.ts'
import { stopRequest } from './stop-request.ts'

/** The server itself gives requests ten seconds to finish; this is for a stop that hangs. */
const stopWithinMs = 15_000

/** What starts a server. */
type Start = (
  settings: Settings,
  log: Log,
) => Promise<{
  readonly address: { readonly address: string; readonly port: number }
  /** The first account, when this start made it. */
  readonly created?: FirstAccount | undefined
  stop(): Promise<void>
}>

/**
 * Runs the server until it is asked to stop, then lets it finish, and ends the process:
 * with 0 after a stop, with 1 when it could not start, after one line that says why. `place`: it is one worker
 * of several, and the primary process asks it to stop.
 */
export async function serveUntilStopped(
  settings: Settings,
  start: Start,
  place?: WorkerPlace,
): Promise<never> {
  const log = createLog({
    level: settings.logLevel,
    pretty: settings.logPretty,
    ...(place && { worker: place.number }),
  })
  for (const variable of unknownVariables(process.env)) {
    log.warn({ variable }, 'environment variable looks like a setting but is none')
  }
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'unexpected error, ending')
    process.exit(exitCodes.failed)
  })
  const stopAsked = place?.stopAsked ?? stopRequest(log)
  const server = await start(settings, log).catch((error: unknown) => {
    const reason = startFailure(error, settings)
    if (reason === undefined) throw error
    console.error(`crossbar: ${reason}`)
    process.exit(exitCodes.failed)
  })
  if (server.created) console.error(firstAccountNotice(server.created, settings, urlOf(server.address)))
  log.info(server.address, `listening on ${urlOf(server.address)}`)
  place?.listening()
  flushCompileCache()
  releaseStartUpMemory()
  await stopAsked
  const stopped = await Promise.race([server.stop().then(() => true), sleep(stopWithinMs, false)])
  if (stopped) log.info('stopped')
  else log.warn('stopping took too long, ending')
  // Log lines that wait are written at exit.
  process.exit(exitCodes.done)
}

function urlOf({ address, port }: { readonly address: string; readonly port: number }): string {
  return `http://${address.includes(':') ? `[${address}]` : address}:${String(port)}`
}
