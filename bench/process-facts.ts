import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Memory of a process that is in RAM, in bytes. */
export function residentBytes(pid: number): number {
  try {
    const kilobytes = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]
    if (kilobytes !== undefined) return Number(kilobytes) * 1024
  } catch {
    // Not Linux.
  }
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024
}

/** Clock ticks a second in `/proc`; the same on every Linux that Node.js runs on. */
const ticksPerSecond = 100

/** Processor time a process has used with all its threads, in seconds; `undefined` where there is no `/proc`. */
export function processorSeconds(pid: number): number | undefined {
  try {
    // The program's name in parentheses may hold spaces.
    const fields =
      readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
        .split(') ')[1]
        ?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
  } catch {
    return undefined
  }
}
