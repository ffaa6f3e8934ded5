import type { Measure } from './load.ts'

/** Measures contestants by turns, each round beginning with another one, so that noise meets all of them alike. */
export async function inRounds<Name extends string>(
  count: number,
  contestants: Readonly<Record<Name, () => Promise<Measure>>>,
): Promise<Readonly<Record<Name, readonly Measure[]>>> {
  const names = Object.keys(contestants) as Name[]
  const measured = Object.fromEntries(names.map((name): [Name, Measure[]] => [name, []])) as Record<
    Name,
    Measure[]
  >
  for (let round = 0; round < count; round++) {
    const first = round % names.length
    for (const name of [...names.slice(first), ...names.slice(0, first)])
      measured[name].push(await contestants[name]())
  }
  return measured
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? Number.NaN)) / 2
}

/** Median of one contestant's speed. */
export function speed(measures: readonly Measure[]): number {
  return median(measures.map(({ perSecond }) => perSecond))
}

/** Median of the processor time for one request, in microseconds; `undefined` where it is not known. */
export function processorTime(measures: readonly Measure[]): number | undefined {
  const known = measures.map(({ microseconds }) => microseconds).filter((each) => each !== undefined)
  return known.length === 0 ? undefined : median(known)
}

/** Ratios of the speeds of two contestants, round by round. */
export function ratios(ours: readonly Measure[], floor: readonly Measure[]): readonly number[] {
  return ours.map(({ perSecond }, round) => perSecond / (floor[round]?.perSecond ?? Number.NaN))
}
