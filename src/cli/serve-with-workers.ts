import { createLog } from '../logging/log.ts'
import { AdminSocketBusy, openAdminSocketFor } from '../maintenance/socket.ts'
import type { Settings } from '../settings.ts'
import { prepareDataFolder } from '../store/data-folder.ts'
import { NoWorker, Workforce } from '../workers/primary.ts'
import { exitCodes } from './command.ts'
import { startFailure } from './start-failure.ts'
import { stopRequest } from './stop-request.ts'

/** A worker gives requests ten seconds to finish, and itself five more. */
const stopWithinMs = 16_000

/**
 * Runs several workers until the process is asked to stop, then lets them finish, and ends the process: with 0
 * after a stop, with 1 when the first worker could not start, which then has said why.
 */
export async function serveWithWorkers(settings: Settings): Promise<never> {
  const log = createLog({ level: settings.logLevel, pretty: settings.logPretty })
  const stopAsked = stopRequest(log)
  const workforce = new Workforce(settings.workers, settings, log)
  const socket = await openSocket(settings, workforce)
  const neverStarted = workforce.start().then(
    () => new Promise<never>(() => undefined),
    (error: unknown) => reasonOf(error, settings),
  )
  const reason = await Promise.race([stopAsked, neverStarted])
  await Promise.all([workforce.stop(stopWithinMs), socket.close()])
  if (reason !== undefined) {
    if (reason !== '') console.error(`crossbar: ${reason}`)
    process.exit(exitCodes.failed)
  }
  log.info('stopped')
  process.exit(exitCodes.done)
}

/** The socket of `sup`; before any worker starts: of two servers on one data folder, one goes no further. */
async function openSocket(settings: Settings, workforce: Workforce): ReturnType<typeof openAdminSocketFor> {
  try {
    await prepareDataFolder(settings.data)
    return await openAdminSocketFor(settings.data, workforce.calls.answer)
  } catch (error) {
    const reason = error instanceof AdminSocketBusy ? error.message : startFailure(error, settings)
    if (reason === undefined) throw error
    console.error(`crossbar: ${reason}`)
    process.exit(exitCodes.failed)
  }
}

/** Why no worker could be started, in one line; empty when the first one has said it already. */
function reasonOf(error: unknown, settings: Settings): string {
  if (error instanceof NoWorker) return ''
  const reason = startFailure(error, settings)
  if (reason === undefined) throw error
  return reason
}
