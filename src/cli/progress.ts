import { Presets, SingleBar } from 'cli-progress'

/** Shows how far some work has come. */
export interface Progress {
  /** `done` of `total`. */
  readonly update: (done: number, total: number) => void
  /** To be called at the end, whatever it is. */
  readonly stop: () => void
}

/** How far has to be gone, in words. */
export type Amount = (total: number) => string

/**
 * A progress bar on standard error when that is a terminal; otherwise nothing is shown. What it counts are bytes,
 * unless `amount` says otherwise.
 */
export function progressBar(label: string, amount: Amount = readableBytes): Progress {
  if (!process.stderr.isTTY) return { update: () => undefined, stop: () => undefined }
  const bar = new SingleBar(
    {
      format: `${label} {bar} {percentage}% of {size}`,
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  )
  let shown = false
  return {
    update(done, total) {
      const size = { size: amount(total) }
      if (shown) bar.update(done, size)
      else bar.start(total, done, size)
      shown = true
    },
    stop: () => {
      bar.stop()
    },
  }
}

/** A length for people: `1.5 GB`. */
export function readableBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 ? String(value) : value.toFixed(1)} ${units[unit] ?? ''}`
}
