import type { JsonObject } from '../../json.ts'
import type { Unanswered } from './unanswered.ts'

/** SIP messages of a call (calls-and-events.md, "call_inspector" 2). */
export interface CallTrace {
  /** Messages in the names of the API: `src`, `dst`, `timestamp`, `label`, `raw` … */
  readonly messages: readonly JsonObject[]
  /** Addresses that took part. */
  readonly dialogEntities: readonly string[]
  readonly analysis: readonly JsonObject[]
}

/** Traces of SIP messages. */
export interface TraceSwitch {
  /** Which of the calls there are traces of, within 2 s. */
  tracedCalls(callIds: readonly string[]): Promise<readonly string[] | Unanswered>
  /** The trace of a call, within 2 s; `undefined` when those who answer have none. */
  trace(callId: string): Promise<CallTrace | undefined | Unanswered>
}
