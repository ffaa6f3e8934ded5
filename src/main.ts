import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { assemble, type Assembly } from './assembly.ts'
import { rebuildViews } from './documents/rebuild.ts'
import { EventDispatcher } from './events/dispatcher.ts'
import { createMasterAccount, restoreMasterId, type MasterAccount } from './first-start.ts'
import type { Edge } from './http/edge.ts'
import { keepHouse } from './housekeeping.ts'
import { listen } from './http/listener.ts'
import { Metrics } from './http/metrics.ts'
import { installationSecret } from './installation-secret.ts'
import { underLease } from './jobs/leases.ts'
import { JobRunner } from './jobs/runner.ts'
import {
  answerWith,
  openAdminSocket,
  type AdminSocket,
  type MaintenanceAnswer,
} from './maintenance/socket.ts'
import { followLogLevel } from './maintenance/kazoo-maintenance.ts'
import { mailJob, sendQueuedMail } from './modules/declaration/queued-mail.ts'
import { refuseUnfinished } from './moving/migrate/marker.ts'
import type { Settings } from './settings.ts'
import { storeSettings } from './store-settings.ts'
import { openStore } from './store/open.ts'
import type { PeerChannel, Store } from './store/port.ts'
import type { Figures } from './workers/messages.ts'

/** A server that answers. */
export interface RunningServer {
  readonly address: AddressInfo
  readonly edge: Edge
  /** The master account and its secrets, when this start created it. */
  readonly created: MasterAccount | undefined
  /** Stops accepting, finishes what is under way (10 s at most) and closes the store. */
  stop(): Promise<void>
}

/** What a server that is one worker of several gets from the process that started it (`WorkerPlace`). */
export interface Place {
  /** Where all of them listen. */
  readonly port: number
  /** Whether each has a socket of its own for that; if not, they share one. */
  readonly reusePort: boolean
  readonly channel: PeerChannel
  /** Takes the calls of `sup`, whose socket is not this server's. */
  answerMaintenance(answer: MaintenanceAnswer): void
  /** Says how to get this worker's figures, and gives back how to get those of the others. */
  shareFigures(own: () => Promise<Figures>): () => Promise<readonly Figures[]>
}

/** How long requests under way may take to finish when the server stops, in milliseconds. */
const graceMs = 10_000

/**
 * Starts the server: store, modules, listener. Rejects, with everything closed again, when the store
 * cannot be used (`StoreUnusable`), another server has the data folder (`AdminSocketBusy`) or the port
 * cannot be had. `place`: it is one worker of several.
 */
export async function startServer(settings: Settings, log: Logger, place?: Place): Promise<RunningServer> {
  const store = await openStore({
    ...storeSettings(settings),
    ...(place && { channel: place.channel }),
  })
  try {
    await refuseUnfinished(store)
    return await serve(settings, store, log, place)
  } catch (error) {
    await store.close()
    throw error
  }
}

async function serve(
  settings: Settings,
  store: Store,
  log: Logger,
  place: Place | undefined,
): Promise<RunningServer> {
  const secret = await installationSecret(settings, store, log)
  const assembly = await assemble(settings, store, secret, log)
  const { dispatch } = assembly
  // Before anything is written: of two servers that start on one data folder, one goes no further.
  const adminSocket = place ? undefined : await openAdminSocket(settings.data, dispatch)
  place?.answerMaintenance(answerWith(dispatch))
  try {
    return await answer(settings, store, assembly, adminSocket, place)
  } catch (error) {
    await adminSocket?.close()
    throw error
  }
}

async function answer(
  settings: Settings,
  store: Store,
  { edge, revocations }: Assembly,
  adminSocket: AdminSocket | undefined,
  place: Place | undefined,
): Promise<RunningServer> {
  const { services } = edge
  const { log } = services
  services.config.onChange((category, elsewhere) => {
    if (category !== 'accounts' || elsewhere || services.accounts.masterId !== undefined) return
    restoreMasterId(services).catch((error: unknown) => {
      log.error({ err: error }, 'the configuration has lost the master account')
    })
  })
  followLogLevel(services)
  const jobs = new JobRunner(store, log)
  jobs.handle(mailJob, sendQueuedMail(services))
  for (const { jobs: kinds = {} } of services.modules.all())
    for (const [kind, handler] of Object.entries(kinds)) jobs.handle(kind, handler(services))
  const events = new EventDispatcher(store, log)
  const metrics: Metrics = new Metrics(place?.shareFigures(() => metrics.json()))
  let complete = false
  const listener = await listen(edge, {
    host: settings.host,
    port: place?.port ?? settings.port,
    reusePort: place?.reusePort ?? false,
    metrics,
    metricsFor: settings.metrics,
    ui: settings.ui,
    readiness: async () => {
      if (!complete) throw new Error('there is no account yet')
      await store.readMeta('ready')
    },
  })
  // Not before the port is ours: the secrets of a first account are shown once, by a start that succeeds.
  const created = await createMasterAccount(services, settings).catch(async (error: unknown) => {
    await listener.close(0)
    throw error
  })
  complete = true
  let stopping = false
  const isStopping = (): boolean => stopping
  const rebuilding = underLease(
    store,
    'rebuild',
    () => rebuildViews(services.documents, isStopping),
    isStopping,
  ).catch((error: unknown) => {
    if (!stopping) log.error({ err: error }, 'listings could not be rebuilt')
  })
  const endHousekeeping = keepHouse({
    store,
    blobs: services.blobs,
    config: services.config,
    revocations,
    log,
  })
  jobs.start()
  events.start()
  return {
    address: listener.address,
    edge,
    created,
    stop: async () => {
      stopping = true
      endHousekeeping()
      await Promise.all([listener.close(graceMs), adminSocket?.close()])
      await Promise.all([jobs.stop(), events.stop(), rebuilding])
      services.mail.close()
      await store.close()
    },
  }
}
