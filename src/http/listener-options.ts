import type { Metrics } from './metrics.ts'

/** Whether the server can serve: resolves when the store answers and holds an account, rejects when not. */
export type Readiness = () => Promise<void>

/** How the listener is run. */
export interface ListenerOptions {
  readonly host: string
  readonly port: number
  /** Other processes listen on the same port, and the system deals connections out among them. */
  readonly reusePort?: boolean
  readonly metrics: Metrics
  /** Who may read `/metrics`. */
  readonly metricsFor: 'loopback' | 'all' | 'off'
  readonly readiness: Readiness
  /** Folder of static files to serve beside the API; absent: none. */
  readonly ui?: string | undefined
}
