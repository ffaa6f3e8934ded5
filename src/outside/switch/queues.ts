import type { JsonObject } from '../../json.ts'
import type { Unanswered } from './unanswered.ts'

/** Which states of agents are asked for. */
export interface AgentStatusQuery {
  readonly accountId: string
  readonly agentId?: string
  /** Gregorian seconds. */
  readonly start?: number
  /** Gregorian seconds. */
  readonly end?: number
  readonly status?: string
  readonly limit?: number
}

/** Which calls of queues are asked for. */
export interface QueueStatsQuery {
  readonly accountId: string
  readonly queueId?: string
  readonly agentId?: string
  readonly status?: string
  /** Gregorian seconds. */
  readonly start?: number
  /** Gregorian seconds. */
  readonly end?: number
}

/** Calls of queues by what became of them; each in the names of the API (calls-and-events.md, "queues" 3). */
export interface QueueStats {
  readonly handled: readonly JsonObject[]
  readonly abandoned: readonly JsonObject[]
  readonly waiting: readonly JsonObject[]
  readonly processed: readonly JsonObject[]
}

/** What an agent is told to do. */
export type AgentCommand =
  | { readonly command: 'login' | 'logout' | 'resume' | 'end_wrapup' }
  /** A pause of so many seconds. */
  | { readonly command: 'pause'; readonly timeout: number }
  | { readonly command: 'login_queue' | 'logout_queue'; readonly queueId: string }

/** An agent of an account, with the lamp that shows the state where one is to. */
export interface AgentPlace {
  readonly accountId: string
  readonly agentId: string
  readonly presenceId?: string
  readonly presenceState?: string
}

/** The call centre. */
export interface QueueSwitch {
  /**
   * States of agents, by agent id and then by Gregorian second: what has arrived within 3 s; `Unanswered` when
   * nothing did.
   */
  agentStatuses(query: AgentStatusQuery): Promise<JsonObject | Unanswered>
  /** Current and recent calls of queues, within 2 s. */
  queueStats(query: QueueStatsQuery): Promise<QueueStats | Unanswered>
  /** Has an agent do something. Nobody waits for it. */
  commandAgent(agent: AgentPlace, command: AgentCommand): void
}
