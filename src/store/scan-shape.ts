/*
 * What the engines' scans of views have in common: each shape of a scan is a statement of its own, prepared once.
 */

/** Where a scan starts: at the edge of the view, at a key, or strictly behind a row. */
export const startEdge = 0
export const startAt = 1
export const startBehind = 2
const starts = [startEdge, startAt, startBehind] as const

/** What tells one statement for scans from another. */
export interface Shape {
  readonly start: (typeof starts)[number]
  /** Whether there is a bound to end at. */
  readonly ends: boolean
  readonly descending: boolean
  readonly documents: boolean
}

/** The least sort key. */
export const lowest = new Uint8Array()

/** A number for each shape, from 0 on. */
export function numberOf({ start, ends, descending, documents }: Shape): number {
  return start * 8 + (ends ? 4 : 0) + (descending ? 2 : 0) + (documents ? 1 : 0)
}

/** Every shape a scan can have. */
export function everyShape(): Shape[] {
  const either = [false, true]
  return starts.flatMap((start) =>
    either.flatMap((ends) =>
      either.flatMap((descending) => either.map((documents) => ({ start, ends, descending, documents }))),
    ),
  )
}

/** A position before the range (`from` in the scan's direction) has no say in where the scan starts. */
export function isInside(sortKey: Uint8Array, from: Uint8Array | undefined, descending: boolean): boolean {
  if (!from) return true
  const order = Buffer.compare(sortKey, from)
  return descending ? order <= 0 : order >= 0
}
