import type { ProcessFigures } from '../http/metrics.ts'
import type { JsonObject } from '../json.ts'
import type { MaintenanceEnd, MaintenanceRequest } from '../maintenance/protocol.ts'

/*
 * What the primary process and its workers say to each other. Node.js keeps the order
 * of messages and copies them as JSON.
 */

/** What a worker is told when it is started, in this variable of its environment. */
export const assignmentVariable = 'XBAR_WORKER'

/**
 * Whether each worker opens the port for itself (SO_REUSEPORT) and the system deals connections out: so none waits
 * for a worker that died just when it was handed over. Elsewhere the primary process accepts them.
 */
export const opensOwnSocket = process.platform === 'linux'

/** Which worker it is, and where it is to listen. */
export interface Assignment {
  /** From 1 on; a worker that takes the place of a dead one has its number. */
  readonly number: number
  readonly port: number
}

/** Figures of a process. */
export type Figures = ProcessFigures

/** From a worker to the primary process. */
export type FromWorker =
  /** Requests are answered from now on. */
  | { readonly say: 'listening' }
  /** To be handed on to all other workers. */
  | { readonly say: 'peers'; readonly message: JsonObject }
  /** Asks for the figures of all other workers. */
  | { readonly say: 'ask figures'; readonly id: number }
  | { readonly say: 'own figures'; readonly id: number; readonly figures: Figures }
  /** Output, and then the end, of a call of `sup`. */
  | { readonly say: 'printed'; readonly call: number; readonly line: string }
  | { readonly say: 'returned'; readonly call: number; readonly end: MaintenanceEnd }

/** From the primary process to a worker. */
export type FromPrimary =
  | { readonly say: 'stop' }
  | { readonly say: 'peers'; readonly message: JsonObject }
  | { readonly say: 'give figures'; readonly id: number }
  | { readonly say: 'figures'; readonly id: number; readonly figures: readonly Figures[] }
  | { readonly say: 'call'; readonly call: number; readonly request: MaintenanceRequest }
