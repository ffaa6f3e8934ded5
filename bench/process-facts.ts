import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/*
 * Facts about a process and all that it started, and where it may run: a launcher that stays beside the server counts.
 */

/** Memory that is in RAM, in bytes. */
export function residentBytes(pid: number): number {
  return sum(treeOf(pid).map(ownResidentBytes))
}

/** Processor time used so far with all threads, in seconds; `undefined` where there is no `/proc`. */
export function processorSeconds(pid: number): number | undefined {
  try {
    return sum(treeOf(pid).map(ownProcessorSeconds))
  } catch {
    return undefined
  }
}

function ownResidentBytes(pid: number): number {
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

function ownProcessorSeconds(pid: number): number {
  // The program's name in parentheses may hold spaces.
  const fields =
    readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .split(') ')[1]
      ?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

/** A process and its descendants; only itself where the system does not tell. */
function treeOf(pid: number): readonly number[] {
  return [pid, ...childrenOf(pid).flatMap(treeOf)]
}

/** Processes that a process started and that run; none where the system does not tell. */
export function childrenOf(pid: number): readonly number[] {
  try {
    const children = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8')
    return children
      .split(' ')
      .filter((each) => each !== '')
      .map(Number)
  } catch {
    return []
  }
}

/** Keeps a process with all its threads, and those it started, on one processor; `false` where that cannot be had. */
export function onOneProcessor(pid: number): boolean {
  try {
    for (const each of treeOf(pid))
      execFileSync('taskset', ['-a', '-c', '-p', '0', String(each)], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
