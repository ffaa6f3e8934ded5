import { timingSafeEqual } from 'node:crypto'

/** Compares two texts; how much of them is equal does not show in the time. */
export function equalTexts(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
