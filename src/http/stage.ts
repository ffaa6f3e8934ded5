import type { Failure } from '../failures.ts'
import type { Answer } from './answer.ts'
import type { Exchange } from './exchange.ts'

/** What a stage gives back: nothing to go on, or how the request ends. */
export type StageEnd = Failure | Answer | undefined

/** One step of a request's way. */
export type Stage = (exchange: Exchange) => StageEnd | Promise<StageEnd>
