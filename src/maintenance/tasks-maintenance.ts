import { purgeDeleted } from '../documents/purge.ts'
import type { Services } from '../modules/declaration/services.ts'
import { StoreUnavailable } from '../store/port.ts'
import { defineMaintenance, NoReturn } from './registry.ts'

/** Stores that are being cleaned up by this process. */
const underWay = new WeakSet()

/** Work in the background (auth-and-system.md, "other modules worth offering"). */
export const tasksMaintenance = defineMaintenance<Services>('tasks_maintenance', {
  start_cleanup_pass: {
    args: '',
    summary: 'Removes soft-deleted documents for good, monthly ones excepted, while the server goes on',
    run: (_args, io, services) => {
      if (underWay.has(services.documents)) io.print('a cleanup pass is under way')
      else {
        cleanUp(services)
        io.print('cleanup pass started')
      }
      return new NoReturn()
    },
  },
})

function cleanUp({ config, documents, log }: Services): void {
  underWay.add(documents)
  const pauseMs = config.integer('tasks', 'soft_delete_pause_ms', 10_000)
  purgeDeleted(documents.store, pauseMs, () => false)
    .then((removed) => {
      log.info({ removed }, 'deleted documents purged')
    })
    .catch((error: unknown) => {
      // The server stops: the next pass goes on.
      if (!(error instanceof StoreUnavailable)) log.warn({ err: error }, 'cleanup pass broke off')
    })
    .finally(() => underWay.delete(documents))
}
