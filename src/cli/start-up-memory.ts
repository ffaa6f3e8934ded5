/** How long after it began to listen a server has come to rest, in milliseconds. */
const atRestMs = 1_000

/**
 * Gives back to the system what only the start needed: what was parsed and compiled, and the room the heap grew
 * to meanwhile. Left alone, Node.js keeps that until memory runs short. Once, and for less than a tenth of a
 * second. Does nothing where Node.js runs without `--expose-gc`.
 */
export function releaseStartUpMemory(): void {
  setTimeout(() => {
    void globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  }, atRestMs).unref()
}
