import { executionAsyncResource } from 'node:async_hooks'

/** How long after it began to listen a server has come to rest, in milliseconds. */
const atRestMs = 1_000

/**
 * Gives back to the system what only the start needed: what was parsed and compiled, and the room the heap grew
 * to meanwhile. Left alone, Node.js keeps that until memory runs short. Once, and for less than a tenth of a
 * second. Does nothing where Node.js runs without `--expose-gc`.
 */
export function releaseStartUpMemory(): void {
  keepTickShape()
  setTimeout(() => {
    void globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  }, atRestMs).unref()
}

const kept = new Set<object>()

/**
 * Keeps one entry of the queue behind `process.nextTick` for good. Collected when there is none, as in every
 * process that is at rest, V8 forgets what these entries look like and from then on makes each of them by the slowest way: some
 * 10 µs of every request, which makes several.
 */
function keepTickShape(): void {
  process.nextTick(() => kept.add(executionAsyncResource()))
}
