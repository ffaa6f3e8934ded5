import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os'

/** What the figures were measured on, one fact a line. */
export function machineFacts(): readonly string[] {
  const [cpu] = cpus()
  return [
    `${String(availableParallelism())} cores (${cpu?.model.trim() ?? 'unknown'}), ${gigabytes(totalmem())} of memory, ${platform()} ${release()}`,
    `Node.js ${process.versions.node}, SQLite ${String(process.versions['sqlite'])}`,
    `load average before the run: ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  ]
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(0)} GB`
}
