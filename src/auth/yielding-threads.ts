import { readdirSync, readFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'

/** As Linux lists the threads of a process, by their numbers. */
const threads = '/proc/self/task'
/** What Node.js calls the threads that hash, sign and read files. */
const poolThread = 'libuv-worker'

/**
 * Lets the main thread, which answers requests, go before the threads of the pool where both want the same processor:
 * hashing keeps one busy for as long as people sign in. Gives back how many threads yield from now on: none where
 * there is no `/proc`, and before the pool was first used.
 */
export function letMainThreadGoFirst(): number {
  try {
    const pool = readdirSync(threads).filter(
      (thread) => readFileSync(`${threads}/${thread}/comm`, 'utf8').trim() === poolThread,
    )
    for (const thread of pool) setPriority(Number(thread), constants.priority.PRIORITY_BELOW_NORMAL)
    return pool.length
  } catch {
    return 0
  }
}
