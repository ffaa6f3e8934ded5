/** What the server's process takes of the machine. */
export interface ProcessFigures {
  /** Resident memory in bytes. */
  readonly memory: number
  /** What is under way: timers, requests, open files. */
  readonly processes: number
  /** Open connections and listeners. */
  readonly ports: number
}

/**
 * The original runs in a virtual machine of its own; these are the nearest things here to what it tells of
 * processes and ports.
 */
export function processFigures(): ProcessFigures {
  const underWay = process.getActiveResourcesInfo()
  return {
    memory: process.memoryUsage.rss(),
    processes: underWay.length,
    ports: underWay.filter((resource) => /^(?:TCP|Pipe|UDP|TTY)/.test(resource)).length,
  }
}
